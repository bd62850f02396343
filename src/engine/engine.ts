import { err, ok, type Result } from '../shared/domain/result';
import { failure, type Failure } from '../shared/ipc/envelope';
import type { EngineInput, EngineMessage, EngineOperation, EngineOutput, EngineRequest } from '../shared/ipc/engine-protocol';
import { packFile, writeChunks, type WorkOptions } from './files';
import { OpenReadings, type HeldReading } from './open-readings';
import { appDetail } from './queries/app-detail';
import { appVerdicts } from './queries/app-verdicts';
import { explainPath } from './queries/explain-path';
import { listChunks } from './queries/export-list';
import { checkFilter } from './queries/filter-check';
import { findingDetail } from './queries/finding-detail';
import { mailboxDetail, personDetail } from './queries/mailbox-detail';
import { overviewOf } from './queries/overview';
import { planOffers, planQuestions } from './queries/plan-forms';
import { planBuild, planPreview } from './queries/plan-making';
import { queryList, selectRows } from './queries/query-list';
import { infoOf } from './queries/reading-info';
import type { ReadingModel } from './queries/reading-model';
import { reportChunks } from './queries/report';
import { readForMain } from './read-operation';
import { TenantLink } from './tenant-link';
import { searchEverything } from './queries/search';

type Operations = {
  readonly [Name in EngineOperation]: (
    input: EngineInput<Name>,
    options: WorkOptions,
    id: number,
  ) => Promise<Result<EngineOutput<Name>, Failure>>;
};

/** The tenant engine apart from how messages reach it: owns the open readings and answers about them. */
export class Engine {
  private readonly readings = new OpenReadings();
  private readonly running = new Map<number, AbortController>();
  private readonly operations: Operations;
  private readonly link: TenantLink;

  constructor(private readonly post: (message: EngineMessage) => void) {
    const { readings } = this;
    this.link = new TenantLink(post);
    const about = <Name extends EngineOperation>(
      answer: (
        model: ReadingModel,
        input: EngineInput<Name>,
        held: HeldReading,
        options: WorkOptions,
      ) => MaybePromise<Result<EngineOutput<Name>, Failure>>,
    ) => {
      return async (input: EngineInput<Name>, options: WorkOptions): Promise<Result<EngineOutput<Name>, Failure>> => {
        const { readingId, now } = input as { readonly readingId: string; readonly now: string };
        const found = readings.use(readingId, now);
        return found.ok ? answer(found.value.model, input, found.value.held, options) : found;
      };
    };
    this.operations = {
      open: (input, options) => readings.open(input, options),
      close: ({ readingId }) => {
        readings.close(readingId);
        return Promise.resolve(ok(null));
      },
      pack: ({ from, to, hash }, options) => packFile(from, to, hash, options),
      read: (input, { signal }, id) =>
        readForMain(this.link, id, input, signal, (snapshot) => this.post({ kind: 'reading', id, snapshot })),
      overview: about<'overview'>((model) => ok(overviewOf(model))),
      info: about<'info'>((model, _input, held) => ok(infoOf(model, held))),
      list: about<'list'>((model, { query }, held) => queryList(model, query, held.revision)),
      exportList: about<'exportList'>(async (model, { selection, format, path }, _held, options) => {
        const rows = selectRows(model, selection);
        if (!rows.ok) return rows;
        const written = await writeChunks(path, listChunks(selection.list, rows.value, format), options);
        return written.ok ? ok({ rows: rows.value.length }) : written;
      }),
      exportReport: about<'exportReport'>((model, { format, path }, _held, options) =>
        writeChunks(path, reportChunks(model, format), options),
      ),
      app: about<'app'>((model, { appId }) => appDetail(model, appId)),
      mailbox: about<'mailbox'>((model, { mailboxId }) => mailboxDetail(model, mailboxId)),
      person: about<'person'>((model, { personId }) => personDetail(model, personId)),
      finding: about<'finding'>((model, { key }) => findingDetail(model, key)),
      explain: about<'explain'>((model, question) => explainPath(model, question)),
      planOffers: about<'planOffers'>((model, { subject }) => ok(planOffers(model, subject))),
      planQuestions: about<'planQuestions'>((model, input) => planQuestions(model, input)),
      planBuild: about<'planBuild'>((model, input) => planBuild(model, input)),
      planPreview: about<'planPreview'>((model, { plan }) => ok(planPreview(model, plan))),
      filterCheck: about<'filterCheck'>((model, { filter }) => ok(checkFilter(model, filter))),
      verdicts: about<'verdicts'>((model, question) => appVerdicts(model, question)),
      search: about<'search'>((model, { text }) => ok(searchEverything(model, text))),
    };
  }

  /** Serves one message. */
  receive(request: EngineRequest): void {
    switch (request.kind) {
      case 'cancel':
        this.running.get(request.id)?.abort();
        return;
      case 'call':
        void this.run(request.id, request.operation, request.input);
        return;
      default:
        this.link.receive(request);
    }
  }

  private async run(id: number, operation: EngineOperation, input: unknown): Promise<void> {
    const controller = new AbortController();
    this.running.set(id, controller);
    // A cancellation that was sent right behind this request is seen before the work begins.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      const serve = this.operations[operation] as (input: unknown, options: WorkOptions, id: number) => Promise<Result<unknown, Failure>>;
      const result = controller.signal.aborted
        ? err(failure('cancelled'))
        : await serve(input, { signal: controller.signal, onProgress: this.progressOf(id) }, id);
      this.post({ kind: 'answer', id, result });
    } catch (error) {
      const { name, stack } = error instanceof Error ? error : { name: typeof error, stack: '' };
      this.post({ kind: 'bug', id, errorName: name, stack: placesOf(stack ?? '') });
    } finally {
      this.running.delete(id);
    }
  }

  private progressOf(id: number): WorkOptions['onProgress'] {
    let last = { stage: '', at: 0 };
    return (stage, done, total) => {
      const at = performance.now();
      // Ten times a second is more than an eye follows.
      if (stage === last.stage && at - last.at < 100) return;
      last = { stage, at };
      this.post({ kind: 'progress', id, stage, done, total });
    };
  }
}

type MaybePromise<T> = T | Promise<T>;

/** The places of a stack without its message, which may hold a tenant's data. */
function placesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim().replace(/\(?(file:\/\/)?[^\s()]*[\\/]([^\\/\s()]+)\)?$/, '$2'))
    .join(' < ');
}
