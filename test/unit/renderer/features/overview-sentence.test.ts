import { describe, expect, it } from 'vitest';
import {
  areCredentialsKnown,
  overviewSentence,
  sentenceText,
  type SentenceFigures,
} from '../../../../src/renderer/features/overview/sentence';

const nothing: SentenceFigures = {
  appsWithReach: 0,
  tenantWide: 0,
  unknown: 0,
  expiring: 0,
  expired: 0,
  missingSources: 0,
  appsKnown: true,
};
const said = (figures: Partial<SentenceFigures>): string => sentenceText(overviewSentence({ ...nothing, ...figures }));

describe('the sentence of the overview', () => {
  it.each([
    [{}, 'No app reaches mail.'],
    [{ appsWithReach: 1 }, '1 app reaches mail.'],
    [{ appsWithReach: 1, tenantWide: 1 }, '1 app reaches mail; it reaches every mailbox.'],
    [{ appsWithReach: 3, tenantWide: 3 }, '3 apps reach mail; all of them every mailbox.'],
    [
      { appsWithReach: 17, tenantWide: 6, expiring: 2, missingSources: 3 },
      '17 apps reach mail; 6 of them every mailbox; 2 credentials expire within 30 days; 3 sources could not be read in full.',
    ],
    [{ appsWithReach: 2, unknown: 1 }, '2 apps reach mail; for 1 app it is not known.'],
    [{ appsWithReach: 2, expired: 1, expiring: 1 }, '2 apps reach mail; 1 credential has expired; 1 expires within 30 days.'],
    [{ missingSources: 1, appsKnown: false }, 'Whether an app reaches mail is not known; 1 source could not be read in full.'],
    [{ appsWithReach: 2, missingSources: 1, appsKnown: false }, '2 apps reach mail; 1 source could not be read in full.'],
    [{ missingSources: 1 }, 'No app reaches mail; 1 source could not be read in full.'],
  ])('of %o', (figures, text) => {
    expect(said(figures)).toBe(text);
  });

  it('says whether the ends of credentials are known', () => {
    expect(areCredentialsKnown([{ source: 'exchange.mailboxes' }])).toBe(true);
    expect(areCredentialsKnown([{ source: 'graph.applications' }])).toBe(false);
  });

  it('makes every number a link', () => {
    const parts = overviewSentence({
      appsWithReach: 17,
      tenantWide: 6,
      unknown: 2,
      expiring: 2,
      expired: 1,
      missingSources: 3,
      appsKnown: true,
    });
    expect(parts.filter((part) => part.target === null).every((part) => !/[1-9]/.test(part.text.replace('30 days', '')))).toBe(true);
    expect(parts.flatMap((part) => part.target ?? [])).toEqual(['reaching', 'tenantWide', 'unknown', 'expired', 'expiring', 'coverage']);
  });
});
