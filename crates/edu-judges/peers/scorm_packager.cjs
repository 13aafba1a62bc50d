// Packages a folder with `simple-scorm-packager`, once for each edition that it has.
//
//   scorm_packager.cjs SOURCE OUTPUT
//
// Writes one line of JSON for each package: its edition, and where it is. What the packager adds to the
// source it adds to a copy.

const fs = require('fs');
const path = require('path');
const packager = require('simple-scorm-packager');

const [source, output] = process.argv.slice(2);
const log = console.log;
// The packager tells what it does; standard output is for the answers.
console.log = () => {};

const packaged = (version) => new Promise((resolve) => {
  const folder = path.join(output, version.replace(/ /g, '-'));
  const copy = path.join(folder, 'source');
  fs.cpSync(source, copy, { recursive: true });
  packager({
    version,
    organization: 'School of the sea',
    title: 'Tides & currents',
    language: 'de',
    identifier: 'tides',
    masteryScore: 60,
    startingPage: 'start.html',
    source: copy,
    package: {
      version: '1.0.0',
      zip: true,
      name: 'Tides',
      author: 'Ada Example',
      outputFolder: folder,
      description: 'Why the water rises twice a day.',
      keywords: ['moon', 'sea'],
      typicalDuration: 'PT0H20M0S',
      rights: 'CC0',
      vcard: { author: 'Ada Example', org: 'School of the sea', mail: ['ada@school.example'], url: 'https://school.example' },
    },
  }, () => {
    const made = fs.readdirSync(folder).find((name) => name.endsWith('.zip'));
    log(JSON.stringify({ version, file: path.join(folder, made) }));
    resolve();
  });
});

(async () => {
  for (const version of ['1.2', '2004 3rd Edition', '2004 4th Edition']) await packaged(version);
})();
