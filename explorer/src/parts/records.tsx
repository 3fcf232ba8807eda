import type { JSX } from "preact";
import { useAddress } from "../state/address";
import { common } from "../text/common";
import { type Named, nameOf, say } from "../text/language";

export interface RecordRef extends Named {
  id: string;
  synthetic?: boolean;
}

/** The mark of what is invented. */
export function SyntheticMark(): JSX.Element {
  return (
    <span class="synthetic" title={say(common.syntheticTitle)}>
      {say(common.synthetic)}
    </span>
  );
}

/** The name of a record, which leads to its page. Names are isolated: their direction is their own. */
export function RecordLink({ record }: { record: RecordRef }): JSX.Element {
  const address = useAddress();
  return (
    <span class="record">
      <a href={address.to(recordPath(record.id))}>
        <bdi>{nameOf(record)}</bdi>
      </a>
      {record.synthetic && <SyntheticMark />}
    </span>
  );
}

export const recordPath = (id: string): string => `/record/${encodeURIComponent(id).replaceAll("%3A", ":")}`;

/** Records in one line, with commas. */
export function RecordList({ records }: { records: readonly RecordRef[] }): JSX.Element {
  return (
    <ul class="inline">
      {records.map((record) => (
        <li key={record.id}>
          <RecordLink record={record} />
        </li>
      ))}
    </ul>
  );
}
