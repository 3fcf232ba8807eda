import type { JSX } from "preact";
import { useAddress } from "../../state/address";
import { type Words, number, say } from "../../text/language";
import { own } from "./words";

/** What the cells of a matrix can count, by name. */
export type Measures<Cell> = Record<string, { title: Words; of: (cell: Cell) => number }>;

interface MeasureChoiceProps<Cell> {
  measures: Measures<Cell>;
  value: string;
}

export function MeasureChoice<Cell>({ measures, value }: MeasureChoiceProps<Cell>): JSX.Element {
  const address = useAddress();
  return (
    <label>
      {say(own.measure)}
      <select value={value} onChange={(event) => address.set({ measure: event.currentTarget.value })}>
        {Object.entries(measures).map(([name, one]) => (
          <option key={name} value={name}>
            {say(one.title)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface MeasuredProps<Cell> {
  measures: Measures<Cell>;
  cell: Cell;
}

/** All that is counted of one cell. */
export function Measured<Cell>({ measures, cell }: MeasuredProps<Cell>): JSX.Element {
  return (
    <dl class="counts">
      {Object.entries(measures).map(([name, { title, of }]) => (
        <div key={name}>
          <dt>{say(title)}</dt>
          <dd>{number(of(cell))}</dd>
        </div>
      ))}
    </dl>
  );
}
