// Archives for the walks: made without compression, and read.

import { inflateRawSync } from 'node:zlib';

/** The remainders of every byte by the polynomial of zip. */
const REMAINDERS = Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit += 1) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  return remainder >>> 0;
});

function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ REMAINDERS[(sum ^ byte) & 0xff];
  return (sum ^ 0xffffffff) >>> 0;
}

/** What the local and the central header of a file both say, from the version that is needed to the length of the name. */
function said(name, bytes) {
  const both = Buffer.alloc(24);
  both.writeUInt16LE(20, 0);
  both.writeUInt32LE(0x00210000, 6);
  both.writeUInt32LE(checksum(bytes), 10);
  both.writeUInt32LE(bytes.length, 14);
  both.writeUInt32LE(bytes.length, 18);
  both.writeUInt16LE(Buffer.byteLength(name), 22);
  return both;
}

/** An archive of these files, under any names. */
function archive(files) {
  const parts = [];
  const central = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text);
    const both = said(name, bytes);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), both, Buffer.alloc(2), Buffer.from(name), bytes]);
    const offset = Buffer.alloc(4);
    offset.writeUInt32LE(at);
    central.push(Buffer.from('PK\x01\x02\x14\x00'), both, Buffer.alloc(12), offset, Buffer.from(name));
    parts.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  const count = Object.keys(files).length;
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, directory, Buffer.from('PK\x05\x06'), end]);
}

const MANIFEST = `<manifest identifier="M" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="O"><organization identifier="O"><title>Odd tides</title>
    <item identifier="A" identifierref="R"><title>Ebb</title></item>
  </organization></organizations>
  <resources><resource identifier="R" type="webcontent" adlcp:scormtype="sco" href="a.html">
    <file href="a.html"/><file href="lost.css"/></resource></resources>
</manifest>`;

/** A package that lists a file that it does not have, with a file of so many bytes. */
export const odd = (size) => archive({
  'imsmanifest.xml': MANIFEST, 'a.html': '<p>Ebb', 'film.mp4': Buffer.alloc(size, 'tide'),
});

/** A package with a file that would be written outside its folder. */
export const hostile = () => archive({ 'imsmanifest.xml': MANIFEST, 'a.html': '<p>', '../../escaped.html': '<p>' });

/** The files of an archive, by its central directory. */
export function unpacked(bytes) {
  const files = {};
  let end = bytes.length - 22;
  while (bytes.readUInt32LE(end) !== 0x06054b50) end -= 1;
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + size);
    files[bytes.toString('utf8', at + 46, at + 46 + name)] = method === 8 ? inflateRawSync(data) : data;
    at += 46 + name + extra + comment;
  }
  return files;
}
