/** The product's mark: an envelope seen through a sight. */
export function Logo({ className }: { readonly className?: string }): React.JSX.Element {
  return (
    <svg className={className} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path
        d="M3 4.5h18A1.5 1.5 0 0 1 22.5 6v6.3a6.5 6.5 0 0 0-2-.9V8l-8 4.6a1 1 0 0 1-1 0L3.5 8v9.5h6.6a6.6 6.6 0 0 0 .5 2H3A1.5 1.5 0 0 1 1.5 18V6A1.5 1.5 0 0 1 3 4.5z"
        fill="currentColor"
      />
      <circle cx="17" cy="17.5" r="4.4" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <circle cx="17" cy="17.5" r="1.6" fill="currentColor" />
    </svg>
  );
}
