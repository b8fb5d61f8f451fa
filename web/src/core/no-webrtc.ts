// WebRTC is the one way out that a Content-Security-Policy does not close, so it goes before anything else runs.
for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "RTCDataChannel"])
  Reflect.deleteProperty(globalThis, name);
