/** One way out: what it does, what it gives back and what it loses. */
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Card } from '../../components/Card.tsx';
import classes from './recovery.module.css';

interface Props {
  readonly title: string;
  readonly facts: readonly string[];
  readonly children: ReactNode;
}

export function Way({ title, facts, children }: Props) {
  return (
    <li>
      <Card title={title}>
        <div className={classes.facts}>
          {facts.filter(Boolean).map((fact) => (
            <Text key={fact} size="sm">
              {fact}
            </Text>
          ))}
        </div>
        {children}
      </Card>
    </li>
  );
}
