/** The room in which a document is shown: a row of buttons, the document below it, and the keys that move it. */
import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import { useEffect, useEffectEvent, type ReactNode, type Ref, type RefObject } from 'react';
import { format } from '../../format.ts';
import { zoomedIn, zoomedOut, type Zoom } from './zoom.ts';
import classes from './documents.module.css';

interface Props {
  /** The name of the document. */
  readonly name: string;
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
  /** The size that is drawn now. */
  readonly drawn: number;
  /** What "fit" fits to. */
  readonly fitLabel: string;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly scrollerRef: Ref<HTMLElement>;
  /** At the start of the row of buttons. */
  readonly navigation?: ReactNode;
  readonly children: ReactNode;
}

/** How far a key moves, as a share of what is in sight. */
const STEP = 0.9;

const isElsewhere = ({ target, ctrlKey, metaKey, altKey, defaultPrevented }: KeyboardEvent): boolean =>
  defaultPrevented ||
  ctrlKey ||
  metaKey ||
  altKey ||
  (target instanceof Element && target.closest('input, textarea, select, [role="dialog"]') !== null) ||
  document.querySelector('[role="dialog"]') !== null;

function useKeys({ zoom, drawn, onZoom, scroller }: Props): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (isElsewhere(event)) return;
    const room = scroller.current;
    const move = (pages: number): void => room?.scrollBy({ top: pages * STEP * room.clientHeight });
    const deeds: Readonly<Record<string, () => void>> = {
      PageDown: () => move(1),
      PageUp: () => move(-1),
      '+': () => onZoom(zoomedIn(drawn)),
      '=': () => onZoom(zoomedIn(drawn)),
      '-': () => onZoom(zoomedOut(drawn)),
      '0': () => onZoom(zoom === 'fit' ? 1 : 'fit'),
    };
    const deed = deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => press(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

export function PreviewFrame(props: Props) {
  const { name, zoom, onZoom, drawn, fitLabel, scrollerRef, navigation, children } = props;
  useKeys(props);
  return (
    <div className={classes.frame}>
      <div className={classes.toolbar} role="toolbar" aria-label="Preview">
        <Group gap="xs">{navigation}</Group>
        <Group gap={4}>
          <Tooltip label="Smaller (−)">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label="Smaller"
              onClick={() => onZoom(zoomedOut(drawn))}
            >
              −
            </ActionIcon>
          </Tooltip>
          <Text size="sm" miw="3.25rem" ta="center" aria-live="polite">
            {format.percent(Math.round(drawn * 100))}
          </Text>
          <Tooltip label="Larger (+)">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label="Larger"
              onClick={() => onZoom(zoomedIn(drawn))}
            >
              +
            </ActionIcon>
          </Tooltip>
          <Button
            size="compact-sm"
            variant={zoom === 'fit' ? 'light' : 'subtle'}
            aria-pressed={zoom === 'fit'}
            onClick={() => onZoom('fit')}
          >
            {fitLabel}
          </Button>
        </Group>
      </div>
      <section ref={scrollerRef} className={classes.scroller} tabIndex={0} aria-label={`Preview of ${name}`}>
        {children}
      </section>
    </div>
  );
}
