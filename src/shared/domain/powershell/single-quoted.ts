/** PowerShell takes these for a single quote, typographic ones included. https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules */
const QUOTES = /['\u2018\u2019\u201a\u201b]/g;

/** A text as PowerShell reads it back unchanged: in single quotes, where nothing is expanded, with every quote in it doubled. */
export function singleQuoted(text: string): string {
  return `'${text.replace(QUOTES, '$&$&')}'`;
}
