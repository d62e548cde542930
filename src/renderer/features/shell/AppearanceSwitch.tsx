/** Light, dark, or as the system has it. */
import {
  SegmentedControl,
  useMantineColorScheme,
  VisuallyHidden,
  type MantineColorScheme,
} from '@mantine/core';
import type { ReactNode } from 'react';
import { DarkIcon, LightIcon, SystemIcon } from '../../icons.tsx';
import classes from './shell.module.css';

const choice = (icon: ReactNode, words: string) => (
  <span className={classes.appearance} title={words}>
    {icon}
    <VisuallyHidden>{words}</VisuallyHidden>
  </span>
);

const choices: { value: MantineColorScheme; label: ReactNode }[] = [
  { value: 'auto', label: choice(<SystemIcon />, 'Follow the system') },
  { value: 'light', label: choice(<LightIcon />, 'Light') },
  { value: 'dark', label: choice(<DarkIcon />, 'Dark') },
];

export function AppearanceSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      aria-label="Appearance"
      data={choices}
      value={colorScheme}
      onChange={setColorScheme}
    />
  );
}
