/** Catches a screen that breaks, and says so in words instead of leaving an empty window. */
import { Button, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';

interface Props {
  /** What broke, as it stands in the sentence: "this screen". */
  readonly what: string;
  readonly children: ReactNode;
}

interface State {
  readonly broken: boolean;
}

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { broken: false };

  static getDerivedStateFromError(): State {
    return { broken: true };
  }

  override componentDidCatch(error: unknown): void {
    console.error(`${this.props.what} broke.`, error);
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <Stack align="flex-start" p="xl" gap="sm">
        <Title order={2}>Something went wrong in {this.props.what}.</Title>
        <Text>Your practice and your backups are not affected.</Text>
        <Button onClick={() => this.setState({ broken: false })}>Try again</Button>
      </Stack>
    );
  }
}
