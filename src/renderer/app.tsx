/** Everything the window shows: the look, the shell with its screens, the restore dialog and the messages. */
import { MantineProvider } from '@mantine/core';
import { ErrorBoundary } from './components/ErrorBoundary.tsx';
import { styleNonce } from './csp.ts';
import { RestoreDialog } from './features/backup/RestoreDialog.tsx';
import { Shell } from './features/shell/Shell.tsx';
import { ToastRegion } from './features/toasts/ToastRegion.tsx';
import { cssVariables, theme } from './theme.ts';

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <ErrorBoundary what="Causebook">
        <Shell />
      </ErrorBoundary>
      <RestoreDialog />
      <ToastRegion />
    </MantineProvider>
  );
}
