/** What was found, in groups by its kind; or the cases that were open lately, while nothing is typed. */
import { searchWords, SearchKind, type SearchHit } from '@causebook/contracts';
import { useEffect, useRef, type ReactNode } from 'react';
import {
  CasesIcon,
  CalendarIcon,
  ClockIcon,
  DocumentIcon,
  OrderIcon,
  TaskIcon,
  PeopleIcon,
} from '../../icons.tsx';
import { format } from '../../format.ts';
import { useClock } from '../../stores/clock-store.ts';
import { openHit, openRecent } from '../../stores/search-actions.ts';
import { selectShowsRecent, useSearch } from '../../stores/search-store.ts';
import { Highlighted } from './Highlighted.tsx';
import classes from './search.module.css';

export const RESULTS = 'search-results';
export const optionId = (index: number): string => `${RESULTS}-${index}`;

const groups: Readonly<Record<SearchKind, { readonly title: string; readonly icon: ReactNode }>> = {
  case: { title: 'Cases', icon: <CasesIcon /> },
  party: { title: 'Parties', icon: <PeopleIcon /> },
  hearing: { title: 'Hearings', icon: <CalendarIcon /> },
  task: { title: 'Tasks', icon: <TaskIcon /> },
  order: { title: 'Orders', icon: <OrderIcon /> },
  document: { title: 'Documents', icon: <DocumentIcon /> },
};

interface OptionProps {
  readonly index: number;
  readonly icon: ReactNode;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}

function Option({ index, icon, onOpen, children }: OptionProps) {
  const isActive = useSearch((state) => state.active === index);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    <div
      ref={element}
      id={optionId(index)}
      role="option"
      aria-selected={isActive}
      className={classes.option}
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={() => useSearch.setState({ active: index })}
      onClick={onOpen}
    >
      <span className={classes.icon}>{icon}</span>
      {children}
    </div>
  );
}

interface HitProps {
  readonly hit: SearchHit;
  readonly index: number;
  readonly words: readonly string[];
}

function Hit({ hit, index, words }: HitProps) {
  const now = useClock((state) => state.now);
  return (
    <Option index={index} icon={groups[hit.kind].icon} onOpen={() => openHit(hit)}>
      <span className={classes.title}>
        <Highlighted text={hit.title} words={words} />
      </span>
      <span className={classes.day}>{hit.day === null ? '' : format.nearDay(hit.day, now)}</span>
      {hit.detail !== '' && (
        <span className={classes.detail}>
          <Highlighted text={hit.detail} words={words} />
        </span>
      )}
    </Option>
  );
}

function Group({ kind, words }: { readonly kind: SearchKind; readonly words: readonly string[] }) {
  const hits = useSearch((state) => state.hits);
  const hasMore = useSearch((state) => state.more.includes(kind));
  const mine = hits.map((hit, index) => ({ hit, index })).filter(({ hit }) => hit.kind === kind);
  if (mine.length === 0) return null;
  const label = `${RESULTS}-${kind}`;
  return (
    <div role="group" aria-labelledby={label}>
      <p className={classes.group} id={label} role="presentation">
        {groups[kind].title}
        {hasMore && <span className={classes.more}>There are more: another word narrows them down.</span>}
      </p>
      {mine.map(({ hit, index }) => (
        <Hit key={`${hit.kind} ${hit.id}`} hit={hit} index={index} words={words} />
      ))}
    </div>
  );
}

function Recent() {
  const recent = useSearch((state) => state.recent);
  return (
    <div role="group" aria-labelledby={`${RESULTS}-recent`}>
      <p className={classes.group} id={`${RESULTS}-recent`} role="presentation">
        Opened lately
      </p>
      {recent.map((one, index) => (
        <Option key={one.id} index={index} icon={<ClockIcon />} onOpen={() => openRecent(one)}>
          <span className={classes.title}>{one.title}</span>
          <span className={classes.day}>{one.number}</span>
        </Option>
      ))}
    </div>
  );
}

/** The list that the field steers. */
export function SearchResults() {
  const showsRecent = useSearch(selectShowsRecent);
  const shown = useSearch((state) => state.shown);
  const isBehind = useSearch((state) => !selectShowsRecent(state) && state.shown !== state.typed);
  const words = searchWords(shown);
  return (
    <div
      id={RESULTS}
      role="listbox"
      aria-label="Search results"
      aria-busy={isBehind}
      className={classes.results}
    >
      {showsRecent ? (
        <Recent />
      ) : (
        SearchKind.options.map((kind) => <Group key={kind} kind={kind} words={words} />)
      )}
    </div>
  );
}
