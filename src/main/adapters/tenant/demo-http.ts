import { CLOUDS } from '../../../shared/domain/clouds/clouds';
import type { HttpOutcome, HttpPort, HttpRequest } from '../../ports/http';
import { NodeHttp } from '../http/node-http';

const NAMES = [CLOUDS.demo.authority, CLOUDS.demo.graph];
const LOOPBACK = 'http://127.0.0.1:';

/** The network as the accounts of this app use it: the demo's names lead to the simulator on this machine, all others to the real one. */
export class DemoAwareHttp implements HttpPort {
  private demo: { readonly address: string; readonly http: NodeHttp } | null = null;

  constructor(
    private readonly real: HttpPort,
    /** Where the simulator listens; null where it cannot be started. */
    private readonly demoAddress: () => Promise<string | null>,
    /** Every request of the demo on a connection of its own, as `real` does it for all others. */
    private readonly sendsOnce = false,
  ) {}

  /** See the port. */
  async send(request: HttpRequest, signal: AbortSignal): Promise<HttpOutcome> {
    if (!isOfDemo(request.url)) return this.real.send(request, signal);
    const demo = await this.findDemo();
    if (demo === null) return { kind: 'unreachable', problem: 'refused', message: 'the demo tenant could not be started' };
    // What the simulator itself named leads to it and to no other service of this machine.
    if (request.url.startsWith(LOOPBACK) && !request.url.startsWith(`${demo.address}/`)) {
      return { kind: 'unreachable', problem: 'refused', message: 'the address is not that of the demo tenant' };
    }
    return demo.http.send(request, signal);
  }

  /** Starts the demo tenant, and learns where it is; null where it could not be started. */
  async findDemo(): Promise<{ readonly address: string; readonly http: NodeHttp } | null> {
    const address = await this.demoAddress();
    if (address !== null && this.demo?.address !== address) {
      this.demo?.http.close();
      this.demo = {
        address,
        http: new NodeHttp({ sendsOnce: this.sendsOnce, hosts: Object.fromEntries(NAMES.map((name) => [name, address])) }),
      };
    }
    return address === null ? null : this.demo;
  }

  /** The address by which a browser finds what a name of the demo stands for, once the demo was found. */
  mapAddress(address: string): string {
    const name = NAMES.find((candidate) => address.startsWith(`${candidate}/`));
    return name === undefined || this.demo === null ? address : `${this.demo.address}${address.slice(name.length)}`;
  }
}

function isOfDemo(url: string): boolean {
  return url.startsWith(LOOPBACK) || NAMES.some((name) => url.startsWith(`${name}/`));
}
