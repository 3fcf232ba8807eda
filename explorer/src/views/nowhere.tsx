import type { JSX } from "preact";
import { useAddress } from "../state/address";
import { common } from "../text/common";
import { say } from "../text/language";

export function Nowhere(): JSX.Element {
  const address = useAddress();
  return (
    <article>
      <h1>{say(common.nowhere)}</h1>
      <p>
        <a href={address.to("/")}>{say(common.start)}</a>
      </p>
    </article>
  );
}
