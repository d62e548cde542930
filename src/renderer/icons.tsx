/** The drawings of the app: 24-unit line icons, always hidden from assistive technology because words stand beside them. */
import type { ReactNode } from 'react';

export interface IconProps {
  readonly size?: number;
}

const icon = (paths: ReactNode) =>
  function Icon({ size = 18 }: IconProps) {
    return (
      <svg
        aria-hidden="true"
        focusable="false"
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        {paths}
      </svg>
    );
  };

const SHIELD = 'M12 3l7.5 2.8v5.4c0 4.6-3.1 8-7.5 9.8-4.4-1.8-7.5-5.2-7.5-9.8V5.8z';

export const CasesIcon = icon(
  <>
    <rect x="3" y="7.5" width="18" height="12.5" rx="2" />
    <path d="M8.5 7.5V6a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v1.5M3 13h18M12 12v2.5" />
  </>,
);
export const BackupIcon = icon(
  <>
    <path d="M4 8.5V18a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8.5" />
    <rect x="3" y="4" width="18" height="4.5" rx="1.2" />
    <path d="M12 11.5v5M9.8 14.5l2.2 2.2 2.2-2.2" />
  </>,
);
export const AboutIcon = icon(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 11v5M12 7.8v.2" />
  </>,
);
export const SafeIcon = icon(
  <>
    <path d={SHIELD} />
    <path d="M8.7 12l2.4 2.4 4.3-4.6" />
  </>,
);
export const AttentionIcon = icon(
  <>
    <path d={SHIELD} />
    <path d="M12 8v4.6M12 15.6v.2" />
  </>,
);
export const DangerIcon = icon(
  <>
    <path d={SHIELD} />
    <path d="M9.6 9.6l4.8 4.8M14.4 9.6l-4.8 4.8" />
  </>,
);
export const WarningIcon = icon(
  <>
    <path d="M12 4.2l8.6 15H3.4z" />
    <path d="M12 10v4M12 16.6v.2" />
  </>,
);
export const SearchIcon = icon(
  <>
    <circle cx="11" cy="11" r="6.5" />
    <path d="M16 16l4.5 4.5" />
  </>,
);
export const CloseIcon = icon(<path d="M6 6l12 12M18 6L6 18" />);
export const CheckIcon = icon(<path d="M5 12.5l4.5 4.5L19 7.5" />);
export const ChevronIcon = icon(<path d="M6 9.5l6 6 6-6" />);
export const CopyIcon = icon(
  <>
    <rect x="9" y="9" width="11" height="11" rx="2" />
    <path d="M5.5 15H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v.5" />
  </>,
);
export const UndoIcon = icon(<path d="M4 9.5h10a5.5 5.5 0 0 1 0 11H9M4 9.5L8.5 5M4 9.5L8.5 14" />);
export const RefreshIcon = icon(<path d="M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4.5V9H15" />);
export const ArchiveFileIcon = icon(
  <>
    <path d="M6 3.5h8l4.5 4.5v11a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 19V5A1.5 1.5 0 0 1 6 3.5z" />
    <path d="M11 3.5V5h-2v2h2v2H9v2h2v2H9v3h2" />
  </>,
);
export const ClockIcon = icon(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 7.5V12l3 2" />
  </>,
);
export const SystemIcon = icon(
  <>
    <rect x="3" y="4.5" width="18" height="12" rx="1.5" />
    <path d="M9 20h6M12 16.5V20" />
  </>,
);
export const LightIcon = icon(
  <>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6L7 7M17 17l1.4 1.4M18.4 5.6L17 7M7 17l-1.4 1.4" />
  </>,
);
export const DarkIcon = icon(<path d="M20 14.5A8.3 8.3 0 0 1 9.5 4 8.3 8.3 0 1 0 20 14.5z" />);
export const InfoIcon = AboutIcon;
export const TodayIcon = icon(
  <>
    <circle cx="12" cy="13" r="4" />
    <path d="M12 3.5v2.2M4.2 6.2l1.6 1.6M19.8 6.2l-1.6 1.6M2.8 13h2.2M19 13h2.2M3.5 20h17" />
  </>,
);
export const CalendarIcon = icon(
  <>
    <rect x="3.5" y="5" width="17" height="15.5" rx="2" />
    <path d="M3.5 10h17M8 3v4M16 3v4M8 14h2M14 14h2" />
  </>,
);
export const TaskIcon = icon(
  <>
    <rect x="4" y="4" width="16" height="16" rx="2" />
    <path d="M8 12.2l2.8 2.8L16 9.5" />
  </>,
);
export const DocumentIcon = icon(
  <>
    <path d="M6 3.5h8l4.5 4.5v11a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 19V5A1.5 1.5 0 0 1 6 3.5z" />
    <path d="M14 3.5V8h4.5M8 12.5h7M8 16h5" />
  </>,
);
export const OrderIcon = icon(
  <path d="M13.5 5.5l5 5M8 11l5 5M11 8l5.2-5.2M8.2 10.8L3 16M5.8 13.2l5 5M12 20.5h8.5" />,
);
export const PeopleIcon = icon(
  <>
    <circle cx="9" cy="8.5" r="3.2" />
    <path d="M3.5 19.5c0-3.2 2.4-5 5.5-5s5.5 1.8 5.5 5M15.5 5.6a3.2 3.2 0 0 1 0 5.8M17 14.9c2.2.5 3.5 2.1 3.5 4.6" />
  </>,
);
export const TrashIcon = icon(
  <path d="M4.5 7h15M9 7V5a1 1 0 0 1 1-1h4a1 1 0 0 1 1 1v2M6.5 7l.8 11.6A1.5 1.5 0 0 0 8.8 20h6.4a1.5 1.5 0 0 0 1.5-1.4L17.5 7M10 11v5.5M14 11v5.5" />,
);
export const ImportIcon = icon(
  <path d="M12 3.5v11M8 10.8l4 4 4-4M4 16.5V19a1.5 1.5 0 0 0 1.5 1.5h13A1.5 1.5 0 0 0 20 19v-2.5" />,
);
export const LogIcon = icon(<path d="M5 4.5h14v15H5zM8.5 9h7M8.5 12.5h7M8.5 16h4" />);
export const PlusIcon = icon(<path d="M12 5v14M5 12h14" />);
export const EditIcon = icon(
  <path d="M4 20l.8-4L16 4.8a1.7 1.7 0 0 1 2.4 0l.8.8a1.7 1.7 0 0 1 0 2.4L8 19.2zM14 6.8l3.2 3.2" />,
);
export const BackIcon = icon(<path d="M19.5 12H5M11 5.5L4.5 12l6.5 6.5" />);
export const PrintIcon = icon(
  <path d="M7 8V3.5h10V8M7 17H5a1.5 1.5 0 0 1-1.5-1.5v-6A1.5 1.5 0 0 1 5 8h14a1.5 1.5 0 0 1 1.5 1.5v6A1.5 1.5 0 0 1 19 17h-2M7 14h10v6.5H7z" />,
);
export const FilterIcon = icon(<path d="M4 5.5h16l-6.2 7.3v5.7l-3.6-1.8v-3.9z" />);
export const LockIcon = icon(
  <>
    <rect x="5" y="10.5" width="14" height="10" rx="1.8" />
    <path d="M8 10.5V7.8a4 4 0 0 1 8 0v2.7" />
  </>,
);
