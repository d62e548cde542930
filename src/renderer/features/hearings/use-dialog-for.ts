/** A dialog about an entry: it keeps showing the entry while it closes. */
import { useState } from 'react';

export function useDialogFor<Item>() {
  const [item, setItem] = useState<Item | null>(null);
  const [opened, setOpened] = useState(false);
  return {
    item,
    opened,
    open: (about: Item): void => {
      setItem(about);
      setOpened(true);
    },
    close: (): void => setOpened(false),
  };
}
