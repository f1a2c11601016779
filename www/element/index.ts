// The package's entry `gouji/element`: registers <gouji-check>, once however often it is loaded.
import { CheckElement } from "./check-element";

export const name = "gouji-check";

if (!customElements.get(name)) customElements.define(name, CheckElement);

/** The element's class, of whichever copy was loaded first. */
export const GoujiCheck = customElements.get(name) as typeof CheckElement;
