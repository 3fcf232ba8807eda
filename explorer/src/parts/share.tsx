import type { ComponentChildren, JSX } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { common } from "../text/common";
import { say, words } from "../text/language";
import "./share.css";

const own = {
  share: words("แชร์", "Share"),
  title: words("แชร์หน้านี้", "Share this view"),
  link: words("ลิงก์ของหน้านี้", "Link to this view"),
  snippet: words("โค้ดสำหรับฝังในเว็บอื่น", "HTML to show it in another page"),
  copy: words("คัดลอก", "Copy"),
  copied: words("คัดลอกแล้ว", "Copied"),
  byHand: words("คัดลอกอัตโนมัติไม่ได้ โปรดเลือกข้อความแล้วคัดลอกเอง", "It cannot be copied from here: select the text and copy it."),
  print: words("พิมพ์หรือบันทึกเป็น PDF (A4)", "Print, or save as PDF (A4)"),
  files: words("ตารางแต่ละตารางดาวน์โหลดเป็น CSV และ XLSX ได้ที่ใต้ตาราง", "Each table goes into CSV and XLSX by the buttons below it."),
};

interface ShareProps {
  /** Buttons that give files of the view, where it has more than tables. */
  files?: ComponentChildren;
}

/** A link, a snippet for another page, paper, files. */
export function Share({ files }: ShareProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // The address as it is when the dialog opens.
  const [address, setAddress] = useState("");
  const [told, setTold] = useState("");
  const open = (): void => {
    setAddress(location.href);
    setTold("");
    dialog.current?.showModal();
  };
  const copy = (text: string): void => {
    // Only pages of https and of this machine may write to the clipboard.
    const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"));
    written.then(
      () => setTold(say(own.copied)),
      () => setTold(say(own.byHand)),
    );
  };
  const print = (): void => {
    dialog.current?.close();
    window.print();
  };
  return (
    <>
      <button type="button" aria-haspopup="dialog" onClick={open}>
        {say(own.share)}
      </button>
      <dialog ref={dialog} class="share" aria-labelledby={`${id}-title`}>
        <h2 id={`${id}-title`}>{say(own.title)}</h2>
        <Copied label={say(own.link)} text={address} onCopy={copy} />
        <Copied label={say(own.snippet)} text={address && snippetOf(address)} onCopy={copy} />
        {files ?? <p class="quiet">{say(own.files)}</p>}
        <p>
          <button type="button" onClick={print}>
            {say(own.print)}
          </button>{" "}
          <button type="button" onClick={() => dialog.current?.close()}>
            {say(common.close)}
          </button>
        </p>
        <p role="status">{told}</p>
      </dialog>
    </>
  );
}

interface CopiedProps {
  label: string;
  text: string;
  onCopy: (text: string) => void;
}

function Copied({ label, text, onCopy }: CopiedProps): JSX.Element {
  const id = useId();
  return (
    <div class="copied">
      <label for={id}>{label}</label>
      <textarea id={id} readOnly rows={2} value={text} onFocus={(event) => event.currentTarget.select()} />
      <button type="button" aria-label={`${say(own.copy)}: ${label}`} onClick={() => onCopy(text)}>
        {say(own.copy)}
      </button>
    </div>
  );
}

/** HTML that shows a view inside another page, its values escaped by the browser itself. */
function snippetOf(address: string): string {
  const embedded = new URL(address);
  embedded.searchParams.set("embed", "1");
  const frame = document.createElement("iframe");
  frame.src = embedded.href;
  frame.width = "100%";
  frame.height = "600";
  frame.title = document.title;
  frame.loading = "lazy";
  return frame.outerHTML;
}
