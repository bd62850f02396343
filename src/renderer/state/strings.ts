/** Texts of actions that any view can start. */
export const sessionStrings = {
  opening: (name: string): string => `Opening ${name}`,
  openingSample: 'Opening the sample reading',
  openingFile: 'Opening a collection file',
  openingReading: 'Opening the reading',
  noPath: (name: string): string => `${name} is not a file on this computer.`,
  noPathNext: 'Save it to a folder first, then drop it here or choose it.',
  showTask: 'Show',
  exporting: 'Writing the report',
  saving: 'Writing the file',
  exportingList: 'Writing the list',
  exported: (fileName: string): string => `${fileName} was written.`,
  exportedText: 'It says what was and what was not covered.',
  exportedRows: (rows: string): string => `${rows} were written.`,
} as const;
