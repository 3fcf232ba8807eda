import type { JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { ApiError } from "../../api/client";
import { type Checked, type Loaded, type Undone, check, confirm, fetchTemplate, undo } from "../../api/loading";
import { give } from "../../parts/files";
import { recordPath } from "../../parts/records";
import { Failure, KeyForm } from "../../parts/states";
import { useAddress } from "../../state/address";
import { common } from "../../text/common";
import { language, moment, say } from "../../text/language";
import { NewRecords, ReportView } from "./report";
import { own } from "./words";
import "./upload.css";

/** A file of one's own: checked, read, confirmed, undone. Nothing is written before it is confirmed. */
export default function Upload(): JSX.Element {
  const [file, setFile] = useState<File | null>(null);
  const [attempt, setAttempt] = useState(0);
  const choose = (chosen: File): void => {
    setFile(chosen);
    setAttempt((count) => count + 1);
  };
  return (
    <article class="upload">
      <h1>{say(common.upload)}</h1>
      <p>{say(own.lead)}</p>
      <Template />
      <Drop onFile={choose} />
      {file && <Load key={`${attempt} ${language.value}`} file={file} again={() => setAttempt((count) => count + 1)} />}
    </article>
  );
}

function Template(): JSX.Element {
  const [error, setError] = useState<ApiError | null>(null);
  const get = (): void => {
    setError(null);
    fetchTemplate().then(
      (blob) => give(blob, "worksheet.xlsx"),
      (wrong: unknown) => setError(known(wrong)),
    );
  };
  return (
    <section>
      <h2>{say(own.step1)}</h2>
      <p>{say(own.templateAbout)}</p>
      <p>
        <button type="button" onClick={get}>
          {say(own.template)}
        </button>
      </p>
      {error && <Refused error={error} again={get} />}
    </section>
  );
}

const known = (error: unknown): ApiError => (error instanceof ApiError ? error : new ApiError(String(error), "", 0));

function Drop({ onFile }: { onFile: (file: File) => void }): JSX.Element {
  const id = useId();
  const [isOver, setOver] = useState(false);
  const [told, setTold] = useState("");
  const take = (files: FileList | null | undefined): void => {
    const [file, another] = files ?? [];
    setTold(another ? say(own.tooMany) : "");
    if (file && !another) onFile(file);
  };
  return (
    <section>
      <h2>{say(own.step2)}</h2>
      <div
        class={isOver ? "drop over" : "drop"}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer?.files);
        }}
      >
        <label for={id}>{say(own.choose)}</label>
        <input
          id={id}
          type="file"
          accept=".xlsx,.ods,.csv,.tsv"
          onChange={(event) => {
            take(event.currentTarget.files);
            event.currentTarget.value = ""; // the same file may be chosen again, once it is mended
          }}
        />
        <p role="status">{told}</p>
      </div>
    </section>
  );
}

interface LoadProps {
  file: File;
  again: () => void;
}

/** One file on its way: its report, and what follows from it. */
function Load({ file, again }: LoadProps): JSX.Element {
  const [checked, setChecked] = useState<Checked | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const ending = new AbortController();
    check(file, ending.signal).then(setChecked, (wrong: unknown) => {
      if (!ending.signal.aborted) setError(known(wrong));
    });
    return () => ending.abort();
  }, [file]);
  useEffect(() => heading.current?.focus(), [checked]);
  if (error) return <Refused error={error} again={again} />;
  if (!checked) {
    return (
      <p class="loading" role="status" aria-busy="true">
        {say(own.checking, { name: file.name })}
      </p>
    );
  }
  return (
    <section class="report">
      <h2 ref={heading} tabIndex={-1}>
        <bdi>{say(own.step3, { name: file.name })}</bdi>
      </h2>
      <ReportView report={checked.report} />
      {checked.digest && <Confirmation checked={checked} again={again} />}
    </section>
  );
}

/** The one step that writes. What takes much away is agreed to by itself, in words. */
function Confirmation({ checked, again }: { checked: Checked; again: () => void }): JSX.Element {
  const { warning } = checked.report;
  const [agreed, setAgreed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  if (loaded) return <Done checked={checked} loaded={loaded} />;
  const load = (): void => {
    setBusy(true);
    setError(null);
    confirm(checked, agreed)
      .then(setLoaded, (wrong: unknown) => setError(known(wrong)))
      .finally(() => setBusy(false));
  };
  return (
    <section class="confirm">
      <h2>{say(own.step4)}</h2>
      <p class="quiet">
        {say(own.confirmAbout, {
          digest: (checked.digest ?? "").slice(0, 12),
          revision: String(checked.revision),
          expires: checked.expires ? moment(checked.expires) : "–",
        })}
      </p>
      {warning && (
        <div class="failure">
          <p>
            <bdi>{warning.message}</bdi>
          </p>
          <label class="check">
            <input type="checkbox" checked={agreed} onChange={(event) => setAgreed(event.currentTarget.checked)} />
            {say(own.removal)}
          </label>
        </div>
      )}
      {error?.code === "REPORT_OUTDATED" ? (
        <div class="failure" role="alert">
          <p>{say(own.outdated)}</p>
          <button type="button" class="primary" onClick={again}>
            {say(own.again)}
          </button>
        </div>
      ) : (
        error && <Refused error={error} again={load} />
      )}
      <button type="button" class="primary" disabled={busy || (warning !== null && !agreed)} onClick={load}>
        {say(busy ? own.loading : own.confirm)}
      </button>
    </section>
  );
}

/** What was loaded, where to see it, and the way back. */
function Done({ checked, loaded }: { checked: Checked; loaded: Loaded }): JSX.Element {
  const address = useAddress();
  const heading = useRef<HTMLHeadingElement>(null);
  const [undone, setUndone] = useState<Undone | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => heading.current?.focus(), [undone]);
  const back = (): void => {
    setBusy(true);
    setError(null);
    undo(loaded)
      .then(setUndone, (wrong: unknown) => setError(known(wrong)))
      .finally(() => setBusy(false));
  };
  if (undone) {
    return (
      <section class="done">
        <h2 ref={heading} tabIndex={-1}>
          {say(own.undone, { revision: String(undone.revision) })}
        </h2>
        {undone.message && <p><bdi>{undone.message}</bdi></p>}
      </section>
    );
  }
  return (
    <section class="done">
      <h2 ref={heading} tabIndex={-1}>
        {say(own.done)}
      </h2>
      <p role="status">
        <bdi>{loaded.message}</bdi> {say(own.revision, { revision: String(loaded.revision) })}
      </p>
      <ul class="inline">
        <li>
          <a href={address.to("/network")}>{say(own.seePicture)}</a>
        </li>
        <li>
          <a href={address.to("/")}>{say(own.seeStart)}</a>
        </li>
        <li>
          <a href={address.to(recordPath(loaded.dataset))}>{say(own.seeDataset)}</a>
        </li>
      </ul>
      <NewRecords changes={checked.report.changes} />
      {error && <Refused error={error} again={back} />}
      {loaded.undoable && (
        <button type="button" disabled={busy} onClick={back}>
          {say(own.undo)}
        </button>
      )}
    </section>
  );
}

const COMMAND = 'phakhi keys create --name "…" --scope load';

/** Why it was refused; where a key is missing, how to get one, and a place for it. */
function Refused({ error, again }: { error: ApiError; again: () => void }): JSX.Element {
  if (error.code !== "FORBIDDEN" && error.code !== "UNAUTHENTICATED") return <Failure error={error} again={again} />;
  return (
    <>
      {error.code === "FORBIDDEN" && (
        <div class="failure" role="alert">
          <p>{error.message}</p>
          <p>{say(own.key)}</p>
          <pre>{COMMAND}</pre>
        </div>
      )}
      <KeyForm used={again} />
    </>
  );
}
