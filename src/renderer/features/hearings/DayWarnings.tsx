/** Says what speaks against a day that somebody is choosing, as soon as it is chosen. */
import { Box, Text } from '@mantine/core';
import { Notice } from '../../components/Notice.tsx';

export function DayWarnings({ warnings }: { readonly warnings: readonly string[] }) {
  return (
    <div role="status">
      {warnings.length > 0 && (
        <Box mt="xs">
          <Notice tone="attention">
            {warnings.map((warning) => (
              <Text size="sm" key={warning}>
                {warning}
              </Text>
            ))}
          </Notice>
        </Box>
      )}
    </div>
  );
}
