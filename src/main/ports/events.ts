import type { EventName } from '../../shared/ipc/channel-names';
import type { EventPayload } from '../../shared/ipc/events';

/** Tells every window that something happened. */
export interface EventsPort {
  send<Name extends EventName>(name: Name, payload: EventPayload<Name>): void;
}
