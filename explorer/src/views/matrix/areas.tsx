import type { ComponentChildren, JSX } from "preact";
import { type RecordRef } from "../../parts/records";
import { SearchBox } from "../../parts/searchbox";
import { useAddress } from "../../state/address";
import { nameOf, say } from "../../text/language";
import { own } from "./words";

/** Which area, by its name, and what else is chosen. */
export function AreaBar({ area, children }: { area: RecordRef; children: ComponentChildren }): JSX.Element {
  const address = useAddress();
  return (
    <>
      <p class="where">
        <strong>
          <bdi>{nameOf(area)}</bdi>
        </strong>
      </p>
      <div class="bar">
        <SearchBox
          label={say(own.otherArea)}
          kinds={["Area"]}
          text={nameOf(area)}
          onPick={(record) => address.set({ area: record.id, cell: null })}
        />
        {children}
      </div>
    </>
  );
}
