import { readFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import type { CliContext } from '../cli-context';
import { EXIT } from '../exit-code';
import { writeCompressed } from '../compressed-output';
import { Messages } from '../messages';
import { parseNow, parseWhole } from '../option-values';
import { resolveTarget, writeOutput } from '../output';
import { examples } from './shared-options';

interface SimulateOptions {
  readonly size: 'S' | 'M' | 'L';
  readonly seed?: number;
  readonly out?: string;
  readonly serve?: boolean;
  readonly port?: number;
  readonly tls?: readonly string[];
  readonly fault: readonly string[];
  readonly clock?: string;
  readonly quiet?: boolean;
}

const ONLY_SERVED: readonly (keyof SimulateOptions)[] = ['port', 'tls'];

/** `mailscope simulate`: a simulated tenant, as a collection or served on loopback. */
export function simulateCommand(context: CliContext, finish: (code: number) => void): Command {
  return new Command('simulate')
    .summary('a simulated tenant: as a collection file, or served on this machine')
    .description(
      'Writes a reading of a simulated Microsoft 365 tenant, or serves the tenant itself on 127.0.0.1: sign-in, Microsoft Graph and Exchange Online.',
    )
    .addOption(
      new Option('--size <size>', 'S: 60 mailboxes, M: 2,000, L: 50,000 and 110,000 service principals')
        .choices(['S', 'M', 'L'])
        .default('S'),
    )
    .addOption(new Option('--seed <number>', 'another tenant of this size').argParser(parseWhole(4_294_967_295)))
    .option('--out <file>', 'write the collection to this file (.json or .json.gz), as a whole or not at all')
    .option('--serve', 'serve the tenant until told to stop; one line of JSON says where, and with which accounts')
    .addOption(new Option('--port <port>', 'serve on this port instead of a free one').argParser(parseWhole(65_535)))
    .option('--tls <files...>', 'serve https with this certificate and key (two PEM files)')
    .addOption(
      new Option('--fault <name[=value]>', 'serve with a fault, such as throttle=20:30; may be given several times')
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([], 'none'),
    )
    .addOption(new Option('--clock <time>', 'where the clock of the tenant begins (ISO 8601)').argParser(parseNow))
    .option('--quiet', 'no warnings and no progress on standard error')
    .addHelpText(
      'after',
      examples(
        ['mailscope simulate --size S --out demo.json', 'a reading of the small company, to try the other commands on'],
        ['mailscope simulate --size M --serve --port 8123', 'the medium one, answering requests'],
        ['mailscope simulate --serve --fault throttle=20:30', 'with twenty refusals that ask to wait 30 seconds'],
      ),
    )
    .action(async (options: SimulateOptions) => {
      finish(await simulate(context, options));
    });
}

async function simulate(context: CliContext, options: SimulateOptions): Promise<number> {
  const messages = new Messages(context, options.quiet === true);
  const unserved = ONLY_SERVED.find((name) => options[name] !== undefined) ?? (options.fault.length > 0 ? 'fault' : undefined);
  if (options.serve !== true && unserved !== undefined) return fail(messages, `--${unserved} has a meaning with --serve only.`);
  if (options.serve !== true || options.out !== undefined) {
    const code = await write(context, messages, options);
    if (code !== EXIT.fine) return code;
  }
  return options.serve === true ? serve(context, messages, options) : EXIT.fine;
}

async function write(context: CliContext, messages: Messages, { size, seed, clock, out }: SimulateOptions): Promise<number> {
  const target = await resolveTarget(out, '-');
  if (!target.ok) return fail(messages, target.error);
  const tenants = await context.simulatedTenants();
  const chunks = tenants.dump({ size, seed, clock });
  const compressed = target.value.kind === 'file' && target.value.path.endsWith('.gz');
  const written = compressed ? await writeCompressed(target.value, chunks) : await writeOutput(context, target.value, chunks);
  return written.ok ? EXIT.fine : fail(messages, written.error);
}

async function serve(context: CliContext, messages: Messages, options: SimulateOptions): Promise<number> {
  const { size, seed, clock, port = 0, fault: faults } = options;
  const tls = await readTls(options.tls);
  if (typeof tls === 'string') return fail(messages, tls);
  const tenants = await context.simulatedTenants();
  const stopped = context.untilStopped();
  try {
    const served = await tenants.serve({ size, seed, clock, port, faults, tls });
    context.stdout.write(`${JSON.stringify(served.announcement)}\n`);
    await stopped;
    await served.stop();
    return EXIT.fine;
  } catch (error) {
    return fail(messages, error instanceof Error ? error.message : String(error));
  }
}

/** The two PEM files, read; or what is wrong with them. */
async function readTls(
  files: readonly string[] | undefined,
): Promise<{ readonly certificate: string; readonly key: string } | undefined | string> {
  if (files === undefined) return undefined;
  const [certificate, key, ...rest] = files;
  if (certificate === undefined || key === undefined || rest.length > 0) return '--tls takes two files: the certificate and its key.';
  try {
    return { certificate: await readFile(certificate, 'utf8'), key: await readFile(key, 'utf8') };
  } catch (error) {
    return `--tls: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

function fail(messages: Messages, message: string): number {
  messages.failure(message);
  return EXIT.failed;
}
