/** `posthorn completion bash|zsh|fish`: a script for a shell, written from the list of commands. */
import type { Io } from "#platform/terminal.ts";
import { type Command, commands, type Value } from "./commands.ts";

/** @returns the exit code: 0 written, 2 no shell that we know */
export function completionCommand(argv: readonly string[], io: Io): number {
  const [shell, ...more] = argv;
  const write = shell === "bash" || shell === "zsh" || shell === "fish" ? shells[shell] : undefined;
  if (write === undefined || more.length > 0) {
    io.err(`Usage: posthorn completion bash|zsh|fish

  For bash, in ~/.bashrc:                    source <(posthorn completion bash)
  For zsh, in ~/.zshrc, after compinit:      source <(posthorn completion zsh)
  For fish, once:                            posthorn completion fish > ~/.config/fish/completions/posthorn.fish`);
    return 2;
  }
  io.out(write(commands()).trimEnd());
  return 0;
}

const shells = { bash, zsh, fish } as const;

/** Where one can stand, by the words so far, and what may come next there: "" and `carriers` lead to words, `import` to a file. */
function places(all: readonly Command[]): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  const lead = (from: string, to: string): void => {
    const before = found.get(from);
    const words = before?.kind === "one of" ? before.values : [];
    found.set(from, { kind: "one of", values: [...new Set([...words, to])] });
  };
  for (const { words } of all) {
    const [first = "", second] = words.split(" ");
    lead("", first);
    if (second !== undefined) lead(first, second);
  }
  for (const { words, operand } of all) if (operand !== null) found.set(words, operand);
  return found;
}

/** The branches of a `case` over the place, alike in bash and zsh. @param complete a value into commands that return */
function branches(all: readonly Command[], complete: (value: Value) => string) {
  const write = (entries: readonly (readonly [string, Value])[]): string =>
    [...Map.groupBy(entries, ([, value]) => complete(value))]
      .map(([done, of]) => `    ${of.map(([place]) => `"${place}"`).join("|")}) ${done} ;;`)
      .join("\n");
  return {
    known: knownPlaces(all)
      .map((place) => `"${place}"`)
      .join("|"),
    values: write(
      all.flatMap(({ words, options }) =>
        [...options].flatMap(([name, value]) => (value === null ? [] : [[`${words} ${name}`, value] as const])),
      ),
    ),
    words: write([...places(all)]),
    options: write(
      all.flatMap(({ words, options }) =>
        options.size === 0 ? [] : [[words, { kind: "one of", values: [...options.keys()] }] as const],
      ),
    ),
  };
}

/** `carriers connect` is reached by `carriers`. */
const knownPlaces = (all: readonly Command[]): readonly string[] => [
  ...new Set(all.flatMap(({ words }) => [words.split(" ")[0] ?? "", words])),
];

/** No `compopt` in the bash of macOS: there a folder gets a blank instead of a slash. */
function bash(all: readonly Command[]): string {
  const { known, values, options, words } = branches(all, (value) => {
    if (value.kind === "any") return "return";
    if (value.kind === "one of") return `COMPREPLY=($(compgen -W "${value.values.join(" ")}" -- "$current")); return`;
    return `compopt -o filenames 2>/dev/null; local IFS=$'\\n'; COMPREPLY=($(compgen -f -- "$current")); return`;
  });
  return `# posthorn completion for bash: source <(posthorn completion bash)
_posthorn() {
  local IFS=$' \\t\\n' current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}" place= longer i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    longer="\${place:+$place }\${COMP_WORDS[i]}"
    case "$longer" in
      ${known}) place="$longer" ;;
      *) break ;;
    esac
  done
  case "$place $before" in
${values}
  esac
  if [[ "$current" != -* ]]; then
    case "$place" in
${words}
    esac
  fi
  case "$place" in
${options}
  esac
}
complete -F _posthorn posthorn
`;
}

function zsh(all: readonly Command[]): string {
  const { known, values, options, words } = branches(all, (value) => {
    if (value.kind === "any") return "return";
    return value.kind === "file" ? "_files; return" : `compadd -- ${value.values.join(" ")}; return`;
  });
  return `#compdef posthorn
# posthorn completion for zsh: source <(posthorn completion zsh)
_posthorn() {
  local current="\${words[CURRENT]}" before="\${words[CURRENT-1]}" place= longer i
  for ((i = 2; i < CURRENT; i++)); do
    longer="\${place:+$place }\${words[i]}"
    case "$longer" in
      ${known}) place="$longer" ;;
      *) break ;;
    esac
  done
  case "$place $before" in
${values}
  esac
  if [[ "$current" != -* ]]; then
    case "$place" in
${words}
    esac
  fi
  case "$place" in
${options}
  esac
}
compdef _posthorn posthorn
`;
}

function fish(all: readonly Command[]): string {
  const known = knownPlaces(all);
  const arguments_ = (value: Value): string => {
    if (value.kind === "file") return " -F";
    return value.kind === "any" ? "" : ` -a '${value.values.join(" ")}'`;
  };
  const lines = [
    ...[...places(all)].map(
      ([place, value]) => `complete -c posthorn -n '__posthorn_at "${place}"'${arguments_(value)}`,
    ),
    ...all.flatMap(({ words, options }) =>
      [...options].map(([name, value]) => {
        const takes = value === null ? "" : ` ${value.kind === "file" ? "-r" : "-x"}${arguments_(value)}`;
        return `complete -c posthorn -n '__posthorn_at "${words}"' -l ${name.slice(2)}${takes}`;
      }),
    ),
  ];
  return `# posthorn completion for fish
function __posthorn_at
    set -l words (commandline -opc)
    set -e words[1]
    set -l place
    for word in $words
        contains -- (string join ' ' -- $place $word) ${known.map((words) => `'${words}'`).join(" ")}; or break
        set -a place $word
    end
    test "$place" = "$argv[1]"
end
complete -c posthorn -f
${lines.join("\n")}
`;
}
