// Judges xAPI statements with `@learninglocker/xapi-validation`.
//
// Reads one statement a line on standard input. Writes one line for each: `valid`, or where the first
// thing stands that it does not take and what it says of it, apart by a tab.
//
// With `--time RUNS` it judges everything so many times, and writes the median time of one statement in
// nanoseconds instead.

const { readFileSync } = require('fs');
const { default: validate } = require('@learninglocker/xapi-validation');

const judge = (line) => {
  let warnings;
  try {
    warnings = validate(JSON.parse(line));
  } catch (error) {
    return `\t${error}`.replace(/\n/g, ' ');
  }
  if (warnings.length === 0) return 'valid';
  const [first] = warnings;
  const place = first.path.slice(1).map((step) => `/${step}`).join('');
  return `${place}\t${first.name} ${first.typeName ?? ''}`.trimEnd();
};

const lines = readFileSync(0, 'utf8').split('\n').filter((line) => line !== '');
if (process.argv[2] === '--time') {
  const times = [];
  for (let run = 0; run < Number(process.argv[3]); run += 1) {
    const start = process.hrtime.bigint();
    lines.forEach(judge);
    times.push(Number(process.hrtime.bigint() - start) / lines.length);
  }
  times.sort((a, b) => a - b);
  console.log(Math.round(times[Math.floor(times.length / 2)]));
} else {
  process.stdout.write(lines.map((line) => `${judge(line)}\n`).join(''));
}
