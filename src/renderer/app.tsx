/** Everything the window shows: the look, the shell with its screens, the restore dialog and the messages. */
import { MantineProvider } from '@mantine/core';
import { ErrorBoundary } from './components/ErrorBoundary.tsx';
import { styleNonce } from './csp.ts';
import { RestoreDialog } from './features/backup/RestoreDialog.tsx';
import { ClosedProfileScreen } from './features/recovery/ClosedProfileScreen.tsx';
import { RecoveryReportDialog } from './features/recovery/RecoveryReportDialog.tsx';
import { Shell } from './features/shell/Shell.tsx';
import { SignInScreen } from './features/users/SignInScreen.tsx';
import { isLocked, useUsers } from './stores/users-store.ts';
import { ToastRegion } from './features/toasts/ToastRegion.tsx';
import { cssVariables, theme } from './theme.ts';

/** The practice, for whoever may see it. */
function Rooms() {
  const signIn = useUsers((state) => state.signIn);
  const failure = useUsers((state) => state.signInFailure);
  if (isLocked(signIn)) return <SignInScreen />;
  if (failure?.code === 'PROFILE_CLOSED') return <ClosedProfileScreen />;
  // A practice that cannot be opened says so on its screens, and leads to its backups.
  if (signIn === null && failure === null) return null;
  return (
    <>
      <Shell />
      <RestoreDialog />
      <RecoveryReportDialog />
    </>
  );
}

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <ErrorBoundary what="Causebook">
        <Rooms />
      </ErrorBoundary>
      <ToastRegion />
    </MantineProvider>
  );
}
