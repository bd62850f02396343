/** What every section gets. */
export interface SectionProps {
  readonly readingId: string;
  /** What stands behind the section in the address: an id, a tab. */
  readonly rest: readonly string[];
}
