import { err, ok, type Result } from '../../shared/domain/result';
import type { FindingDetail } from '../../shared/ipc/detail-shapes';
import { failure, type Failure } from '../../shared/ipc/envelope';
import { clipName, clipSentence } from './clip';
import { withinBytes } from './fit-answer';
import { findingRow } from './findings-list';
import type { ReadingModel } from './reading-model';

const EVIDENCE_SHOWN = 200;
const IDS_SHOWN = 50;
/** Bytes. */
const EVIDENCE_WEIGHT = 800_000;

/** One finding with its evidence. */
export function findingDetail(model: ReadingModel, key: string): Result<FindingDetail, Failure> {
  const finding = model.findings.get(key);
  if (!finding) return err(failure('finding-unknown'));
  return ok({
    ...findingRow(finding),
    evidence: withinBytes(
      finding.evidence.slice(0, EVIDENCE_SHOWN).map(({ detail, ids }) => ({
        detail: clipSentence(detail),
        ids: ids.slice(0, IDS_SHOWN).map(clipName),
        idsTotal: ids.length,
      })),
      EVIDENCE_WEIGHT,
    ),
  });
}
