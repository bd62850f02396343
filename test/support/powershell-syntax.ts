import { join } from 'node:path';
import { Language, Parser, type Node, type Tree } from 'web-tree-sitter';

/** A place in a script where something is wrong. */
export interface ScriptProblem {
  readonly line: number;
  readonly column: number;
  readonly what: string;
}

/**
 * What PowerShell takes and the grammar does not: each is written so that the grammar takes it, at the same length, before
 * a script is parsed. A script should rather avoid what is not here; quotes around words are what helps most.
 */
export const GRAMMAR_LIMITS: readonly { readonly what: string; readonly example: string; readonly rewrite: (text: string) => string }[] = [
  {
    what: 'a number with a multiplier after an operator',
    example: 'if ($a -gt 1MB) { $b }',
    rewrite: (text) => text.replace(/(?<=[\s(]\d+)[KMGTP]B\b/gi, '  '),
  },
  {
    what: 'a property of what a method gave, as an argument of a command',
    example: 'Get-Line $a.First().Second',
    rewrite: (text) => text.replace(/(?<=\$\w+(?:\.\w+)*)\(\)(?=\.\w)/g, '__'),
  },
  {
    what: 'what a method gave, as the first of several arguments of a command',
    example: 'New-Object System.IO.StreamReader $a.First(), $b',
    rewrite: (text) => text.replace(/(?<=\$\w+(?:\.\w+)*)\(\)(?=, )/g, '__'),
  },
];

/** Parameters that Windows PowerShell 5.1 does not have on any command of its own. */
const NEWER_PARAMETERS = new Set(
  [
    ...['AsHashtable', 'Parallel', 'ThrottleLimit', 'DateKind', 'NoEnumerate', 'EscapeHandling', 'AsByteStream', 'AdditionalChildPath'],
    ...['SkipHttpErrorCheck', 'StatusCodeVariable', 'ResponseHeadersVariable', 'MaximumRetryCount', 'RetryIntervalSec', 'FollowRelLink'],
    ...['SkipCertificateCheck', 'SkipHeaderValidation', 'Authentication', 'Resume', 'NoProxy', 'SkipEditionCheck', 'ProgressAction'],
  ].map((name) => `-${name.toLowerCase()}`),
);

const NEWER_COMMANDS = new Set([
  'get-error',
  'join-string',
  'test-json',
  'get-uptime',
  'remove-alias',
  'start-threadjob',
  'convertfrom-markdown',
]);

/** The parser of tree-sitter: it needs no PowerShell, and knows the language of version 5. */
export class ScriptParser {
  private constructor(private readonly parser: Parser) {}

  static async load(): Promise<ScriptParser> {
    await Parser.init();
    const file = join(import.meta.dirname, '../../node_modules/tree-sitter-powershell/tree-sitter-powershell.wasm');
    const parser = new Parser();
    parser.setLanguage(await Language.load(file));
    return new ScriptParser(parser);
  }

  /** Where the text is no PowerShell 5. The operators that only PowerShell 7 has are among them. */
  errors(text: string): readonly ScriptProblem[] {
    const rewritten = GRAMMAR_LIMITS.reduce((before, limit) => limit.rewrite(before), text);
    return this.errorsAsIs(rewritten);
  }

  /** The same without regard to the limits of the grammar. */
  errorsAsIs(text: string): readonly ScriptProblem[] {
    const found: ScriptProblem[] = [];
    const walk = (node: Node): void => {
      if (node.isError || node.isMissing)
        found.push(problem(node, `${node.isMissing ? 'missing' : 'unexpected'}: ${start(node.text || node.type)}`));
      else for (const child of node.children) if (child) walk(child);
    };
    walk(this.parse(text).rootNode);
    return found;
  }

  /** What parses and would still fail on Windows PowerShell 5.1. */
  newerThan51(text: string): readonly ScriptProblem[] {
    const found: ScriptProblem[] = [];
    const walk = (node: Node): void => {
      const words = node.text.toLowerCase();
      if (node.type === '&&' || node.type === '||') found.push(problem(node, `the operator ${node.type}`));
      if (node.type === 'command_parameter' && NEWER_PARAMETERS.has(words.replace(/:.*$/, '')))
        found.push(problem(node, `the parameter ${node.text}`));
      if (node.type === 'command_name' && NEWER_COMMANDS.has(words)) found.push(problem(node, `the command ${node.text}`));
      if (node.type === 'expandable_string_literal' && /(?<!`)(?:``)*`(?:u\{|e)/.test(node.text))
        found.push(problem(node, `the escape in ${start(node.text)}`));
      for (const child of node.children) if (child) walk(child);
    };
    walk(this.parse(text).rootNode);
    return found;
  }

  private parse(text: string): Tree {
    const tree = this.parser.parse(text);
    if (!tree) throw new Error('the parser gave nothing');
    return tree;
  }
}

/** Characters that Windows PowerShell 5.1 would read in the code page of the system. */
export function encodingProblems(bytes: Uint8Array): readonly ScriptProblem[] {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return [];
  const at = bytes.findIndex((byte) => byte > 0x7f);
  if (at < 0) return [];
  const before = Buffer.from(bytes.subarray(0, at)).toString('latin1').split('\n');
  return [
    { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, what: 'a character that is not ASCII, without a byte order mark' },
  ];
}

function problem(node: Node, what: string): ScriptProblem {
  return { line: node.startPosition.row + 1, column: node.startPosition.column + 1, what };
}

function start(text: string): string {
  return text.trim().slice(0, 60);
}
