// FOLDER BUCKET: s3rver keeps objects in FOLDER, on loopback. It does not prove Signature Version 4, so a door before it does, with the signer
// aws4, and the bytes against their signed SHA-256. Says the door's port; ends with its standard input.
import { createHash } from 'node:crypto';
import http from 'node:http';
import aws4 from 'aws4';
import S3rver from 's3rver';

const [, , folder, bucket] = process.argv;
const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
const inner = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory: folder, configureBuckets: [{ name: bucket }] });
const { port } = await inner.run();

function refusal(request, body) {
  const named = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(request.headers.authorization ?? '');
  if (!named) return 'AccessDenied';
  const [, credential, list] = named;
  const [id, , region, service] = credential.split('/');
  if (id !== keys.accessKeyId) return 'InvalidAccessKeyId';
  const signed = list.split(';');
  if (!['host', 'x-amz-date', 'x-amz-content-sha256'].every((name) => signed.includes(name))) return 'SignatureDoesNotMatch';
  const headers = Object.fromEntries(signed.map((name) => [name, request.headers[name]]));
  const again = new aws4.RequestSigner({ service, region, method: request.method, host: request.headers.host, path: request.url, headers, body, doNotEncodePath: true, doNotModifyHeaders: true }, keys);
  again.datetime = request.headers['x-amz-date']; // or it signs for its own second
  if (again.sign().headers.Authorization.split('Signature=')[1] !== named[3]) return 'SignatureDoesNotMatch';
  if (createHash('sha256').update(body).digest('hex') !== request.headers['x-amz-content-sha256']) return 'XAmzContentSHA256Mismatch';
  return '';
}

const door = http.createServer((request, response) => {
  const pieces = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => {
    const body = Buffer.concat(pieces);
    const code = refusal(request, body);
    if (code) {
      response.writeHead(403, { 'Content-Type': 'application/xml' });
      response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`);
      return;
    }
    const onward = http.request({ host: '127.0.0.1', port, method: request.method, path: request.url, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    onward.end(body);
  });
});
door.listen(0, '127.0.0.1', () => console.log(door.address().port));
process.stdin.on('end', () => process.exit(0)).resume();
