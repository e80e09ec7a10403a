import { randomUUID } from "node:crypto";

/** Small programs to deploy: a folder of files each, on the image that the server makes where no registry answers. */
const BASE = "busybox:stable";
// Process 1 without a handler ignores SIGTERM, and every stop would last its ten seconds of grace.
const SERVE = `CMD ["sh", "-c", "trap 'exit 0' TERM; httpd -f -p 3000 -h /www & wait"]\n`;

type Files = Record<string, string>;

/** Serves one page on port 3000. */
export const good = (text: string): Files => ({
  Dockerfile: `FROM ${BASE}\nCOPY index.html /www/index.html\n${SERVE}`,
  "index.html": `<!doctype html><title>${text}</title><h1>${text}</h1>\n`,
});

/** The same, and says `line 1`, `line 2` … in its log. */
export const talking = (text: string): Files => ({
  ...good(text),
  "talk.sh": "n=0; while true; do n=$((n+1)); echo line $n; sleep 0.3; done\n",
  Dockerfile:
    `FROM ${BASE}\nCOPY index.html /www/index.html\nCOPY talk.sh /\n` +
    `CMD ["sh", "-c", "trap 'exit 0' TERM; sh /talk.sh & httpd -f -p 3000 -h /www & wait"]\n`,
});

/** Says why and exits at start. */
export const crashes = (text: string, code: number): Files => ({
  Dockerfile: `FROM ${BASE}\nCMD ["sh", "-c", "echo ${text}; exit ${code}"]\n`,
});

export const failingBuild: Files = {
  Dockerfile: `FROM ${BASE}\nRUN echo compiling && echo 'no such module: shop' && exit 7\n`,
};

/** A build that says `step 1` to `step N`, one each `every` seconds, then serves; never from the cache. */
export const slowBuild = (steps: number, every: number): Files => ({
  ...good("slow"),
  Dockerfile:
    `FROM ${BASE}\nRUN : ${randomUUID()}; i=0; while [ $i -lt ${steps} ]; do i=$((i+1)); echo "step $i"; sleep ${every}; done\n` +
    `COPY index.html /www/index.html\n${SERVE}`,
});
