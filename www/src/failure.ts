import { CheckFailure } from "./checker";
import { DraftRefused } from "./draft";

/** A failure as it is told: what happened, what to do, and what a technician wants to see. */
export interface FailureText {
  what: string;
  todo: string;
  details: string;
  /** Whether the same draft may succeed when tried again. */
  retry: boolean;
}

/** Puts a failure into words; null for one that the user wanted. */
export function tell(failure: unknown): FailureText | null {
  if (failure instanceof DraftRefused) {
    return { what: failure.message, todo: "原来的草稿和结果还在。", details: "", retry: false };
  }
  if (!(failure instanceof CheckFailure)) {
    return {
      what: "网页出了意外，这一步没有做成。",
      todo: "草稿和结果还在，请再试一次；仍然不行，请刷新网页后重新粘贴。",
      details: failure instanceof Error ? (failure.stack ?? failure.message) : String(failure),
      retry: true,
    };
  }
  const { message, details } = failure;
  switch (failure.kind) {
    case "stopped":
      return null;
    case "refused":
      return { what: message, todo: "原来的草稿和结果还在，可以改好后再粘贴或选择一次。", details, retry: false };
    case "trapped":
      return {
        what: "检查程序遇到意外，这份草稿没有查完。",
        todo: "草稿还在，检查程序已经重新准备好，请再试一次；仍然不行，请把草稿另存为纯文本后粘贴。",
        details,
        retry: true,
      };
    case "files-unavailable":
      return {
        what: "读文件的模块没有载入，这个文件还不能读。",
        todo: "请打开文件，复制全文，粘贴到这里；或者确认网络通畅后再试一次。原来的草稿和结果还在。",
        details,
        retry: true,
      };
    case "unavailable":
      return {
        what: "检查程序没有载入，现在还不能检查。",
        todo: "草稿还在。请确认网络通畅后再试一次；仍然不行，请换用新版的 Edge、Chrome 或火狐浏览器，或者请单位的网络管理员看下面的详情。",
        details,
        retry: true,
      };
  }
}
