/** `posthorn vapid`: a key pair that tells push services who sends (RFC 8292). */
import webPush from "web-push";

export function vapidCommand(io: { out(line: string): void }): number {
  const { publicKey, privateKey } = webPush.generateVAPIDKeys();
  io.out(`POSTHORN_VAPID_PUBLIC_KEY=${publicKey}`);
  io.out(`POSTHORN_VAPID_PRIVATE_KEY=${privateKey}`);
  return 0;
}
