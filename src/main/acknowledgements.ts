/** A package that is bundled into the app. */
export interface Acknowledgement {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

/** The packages that are bundled into the app; test/contract/acknowledgements.test.ts compares them with package.json. */
export const acknowledgements: readonly Acknowledgement[] = [];
