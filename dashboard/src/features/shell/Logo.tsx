export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden>
      <rect width="32" height="32" rx="8" className="fill-solid" />
      <path
        d="M8 20.5 16 25l8-4.5M8 15.5 16 20l8-4.5M16 7l8 4.5-8 4.5-8-4.5z"
        className="fill-transparent stroke-on-solid"
        strokeWidth="2"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}
