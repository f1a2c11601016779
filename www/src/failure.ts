import { CheckFailure } from "./checker";
import { DraftRefused } from "./draft";
import type { LoadFault } from "./module";

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
  const { message, details, fault } = failure;
  const { cause, todo } = CAUSE[fault ?? "unknown"];
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
        what: `读文件的模块没有载入，这个文件还不能读${cause}。`,
        todo: `请打开文件，复制全文，粘贴到这里；${todo}原来的草稿和结果还在。`,
        details,
        retry: true,
      };
    case "unavailable":
      return {
        what: `检查程序没有载入，现在还不能检查${cause}。`,
        todo: `草稿还在。${todo}`,
        details,
        retry: true,
      };
  }
}

/** Why something was not loaded, and what to do about it. */
const CAUSE: Record<LoadFault | "unknown", { cause: string; todo: string }> = {
  blocked: {
    cause: "：它没有下载下来",
    todo: "请看网络通不通，拦截广告的插件或者安全软件有没有拦住本网站，再试一次。没有网络的电脑可以用单文件版（gouji.html）。",
  },
  missing: {
    cause: "：网站没有给出它的文件",
    todo: "请把下面的详情告诉网站管理员：详情里的文件没有随网页一起上传，或者服务器不许访问（IIS 要先登记扩展名 .wasm，类型 application/wasm）。",
  },
  damaged: {
    cause: "：下载到的不是检查程序，或者不完整",
    todo: "请刷新网页再试一次（有的网络要先登录才能上网）；仍然不行，请网站管理员核对这个文件的校验值，看上传时或者经过代理时有没有被改动。",
  },
  policy: {
    cause: "：网站的安全策略不许运行它",
    todo: "请网站管理员在响应头 Content-Security-Policy 的 script-src 里加上 'wasm-unsafe-eval'，再刷新网页。",
  },
  unsupported: {
    cause: "：这个浏览器没有或者关闭了 WebAssembly",
    todo: "请换用新版的 Edge、Chrome 或火狐浏览器；用的已经是新版，请在浏览器设置里对本网站关闭“锁定模式”或“严格安全模式”。",
  },
  unknown: {
    cause: "",
    todo: "请刷新网页再试一次；仍然不行，请换用新版的 Edge、Chrome 或火狐浏览器，或者请单位的网络管理员看下面的详情。",
  },
};
