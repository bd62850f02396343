import type { ChannelName } from './channel-names';
import type { ChannelInput, ChannelOutput } from './contract';
import type { ChannelAnswer, ChannelRequest } from './envelope';
import type { EventPayload } from './events';
import type { ListAnswer, ListName, ListQuery } from './list-shapes';

type AreaOf<Name extends string> = Name extends `${infer Area}.${string}` ? Area : never;
type MethodOf<Name extends string, Area extends string> = Name extends `${Area}.${infer Method}` ? Method : never;

/** A method of the preload: it answers and never rejects. */
export type ChannelMethod<Input, Output> = (request: ChannelRequest<Input>) => Promise<ChannelAnswer<Output>>;

type Requests = {
  readonly [Area in AreaOf<ChannelName>]: {
    readonly [Name in Extract<ChannelName, `${Area}.${string}`> as MethodOf<Name, Area>]: Name extends 'list.query'
      ? <List extends ListName>(request: ChannelRequest<ListQuery<List>>) => Promise<ChannelAnswer<ListAnswer<List>>>
      : ChannelMethod<ChannelInput<Name>, ChannelOutput<Name>>;
  };
};

/** Subscribes to an event; the answer ends the subscription. */
export type Subscribe<Payload> = (listener: (payload: Payload) => void) => () => void;

/** What the preload puts on `window.mailscope`: one method per channel, nothing generic. */
export type MailscopeApi = Requests & {
  /** Cancels a request by its id; it then answers with `cancelled`. Unknown and finished ids are ignored. */
  readonly cancel: (requestId: string) => void;
  /** The path of a file that was dropped or chosen (a DOM `File`); empty where it has none. */
  readonly pathOfFile: (file: object) => string;
  readonly events: {
    readonly onProgress: Subscribe<EventPayload<'progress'>>;
    readonly onReadingChanged: Subscribe<EventPayload<'readingChanged'>>;
    readonly onOpenFailed: Subscribe<EventPayload<'openFailed'>>;
    readonly onMenuCommand: Subscribe<EventPayload<'menuCommand'>>;
    readonly onEngineRestarted: Subscribe<EventPayload<'engineRestarted'>>;
    readonly onThemeChanged: Subscribe<EventPayload<'themeChanged'>>;
    readonly onReadingProgress: Subscribe<EventPayload<'readingProgress'>>;
    readonly onAccountsChanged: Subscribe<EventPayload<'accountsChanged'>>;
    readonly onSignInProgress: Subscribe<EventPayload<'signInProgress'>>;
    readonly onPlanChanged: Subscribe<EventPayload<'planChanged'>>;
    readonly onLiveTestProgress: Subscribe<EventPayload<'liveTestProgress'>>;
  };
};
