import { Component, type ReactNode } from 'react';
import { ErrorState } from '../components/states';
import { shellStrings as strings } from './strings';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** A change of it tries again: the address of the view. */
  readonly resetKey?: string;
}

interface ErrorBoundaryState {
  readonly error: Error | null;
  readonly resetKey: string | undefined;
}

/** Keeps a bug in one view from taking the whole window: says what happened and offers to go on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<ErrorBoundaryState> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: ErrorBoundaryState): Partial<ErrorBoundaryState> | null {
    return props.resetKey === state.resetKey ? null : { error: null, resetKey: props.resetKey };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <ErrorState
        error={{ code: 'internal', message: strings.viewFailed, next: strings.viewFailedNext, detail: error.stack ?? error.message }}
        onRetry={() => this.setState({ error: null })}
      />
    );
  }
}
