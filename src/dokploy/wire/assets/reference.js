// Loads the API's description with the session cookie, or with a key that is asked for, and hands it to the viewer.
// The key stays in this page's memory.
"use strict";

const place = document.getElementById("reference");
const ask = document.getElementById("ask");
const complaint = ask.querySelector("[role=alert]");

const viewers = {
  swagger(description, key) {
    const ui = SwaggerUIBundle({
      spec: description,
      domNode: place,
      deepLinking: true,
      docExpansion: "none",
      filter: true,
      validatorUrl: null,
      onComplete: () => key && ui.preauthorizeApiKey("apiKey", key),
    });
  },
  redoc(description) {
    Redoc.init(description, { hideLoading: true, nativeScrollbars: true }, place);
  },
};

async function show(key) {
  const answer = await fetch("/api/openapi.json", { headers: key ? { "x-api-key": key } : {} });
  if (!answer.ok) {
    const { message } = await answer.json().catch(() => ({ message: answer.statusText }));
    throw new Error(answer.status === 401 && !key ? "" : message);
  }
  const description = await answer.json();
  ask.hidden = true;
  viewers[document.body.dataset.viewer](description, key);
}

function refuse(error) {
  complaint.textContent = error.message;
  ask.hidden = false;
  ask.elements.key.focus();
}

ask.addEventListener("submit", (event) => {
  event.preventDefault();
  show(ask.elements.key.value.trim()).catch(refuse);
});

show("").catch(refuse);
