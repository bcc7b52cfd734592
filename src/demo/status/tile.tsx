/** A number, what it counts, and what it is made of. */
export function Tile({ name, value, parts }: { name: string; value: string; parts?: readonly (readonly [string, number])[] }) {
  return (
    <div className="status-tile">
      <dt className="status-name">{name}</dt>
      <dd className="status-value">
        {value}
        {parts && parts.length > 0 && <span className="status-parts">{parts.map(([part, count]) => `${count} ${part}`).join(', ')}</span>}
      </dd>
    </div>
  );
}
