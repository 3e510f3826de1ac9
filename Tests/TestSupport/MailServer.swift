import Glibc

/// A real SMTP server, from PyPI: offers STARTTLS with a certificate of its own, and ends with the tests.
///
/// It refuses recipients that begin with `never`, puts off those that begin with `later`, and does not answer about those that
/// begin with `silent`.
package final class MailServer: Sendable {
    package let port: Int
    /// Absolute path of its certificate, in PEM form.
    package let certificate: String
    private let folder: TemporaryFolder

    package static let missing = "aiosmtpd is missing: scripts/bootstrap test installs it into .venv"
    package static let isInstalled = system("'\(MotoServer.python)' -c 'import aiosmtpd' 2>/dev/null") == 0

    private static let program = """
        import asyncio, os, socket, ssl, subprocess, sys, time
        from aiosmtpd.controller import Controller
        from aiosmtpd.smtp import AuthResult
        folder = sys.argv[1]
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
            "-keyout", folder + "/key.pem", "-out", folder + "/cert.pem"], check=True, stderr=subprocess.DEVNULL)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(folder + "/cert.pem", folder + "/key.pem")
        class Handler:
            count = 0
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith("later"): return "451 try again later"
                if address.startswith("never"): return "550 nobody of that name"
                if address.startswith("silent"): await asyncio.sleep(3600)
                envelope.rcpt_tos.append(address)
                return "250 OK"
            async def handle_DATA(self, server, session, envelope):
                self.count += 1
                name = folder + "/" + str(self.count) + ".eml"
                with open(name + ".new", "wb") as file: file.write(envelope.content)
                os.rename(name + ".new", name)
                return "250 accepted"
        def check(server, session, envelope, mechanism, data):
            return AuthResult(success=data.login == b"assay" and data.password == b"secret")
        free = socket.socket()
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        parent = os.getppid()
        Controller(Handler(), hostname="127.0.0.1", port=port, tls_context=context, require_starttls=True,
            authenticator=check, auth_require_tls=True).start()
        print(port, flush=True)
        while os.getppid() == parent:
            time.sleep(0.5)
        """

    /// nil where it cannot be started.
    package init?() {
        folder = TemporaryFolder()
        let script = folder.write(Self.program, to: "serve.py")
        certificate = "\(folder.path)/cert.pem"
        Descriptors.keep()
        guard let pipe = popen("exec '\(MotoServer.python)' '\(script)' '\(folder.path)' 2>/dev/null", "r") else {
            return nil
        }
        var line = [CChar](repeating: 0, count: 64)
        guard fgets(&line, 64, pipe) != nil else { return nil }
        let digits = line.prefix { (0x30...0x39).contains($0) }.map { UInt8(bitPattern: $0) }
        guard let port = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
        self.port = port
    }

    /// The messages that it took, in order.
    package var messages: [String] {
        (1...99).lazy.map { self.folder.read("\($0).eml") }.prefix { $0 != nil }.compactMap(\.self)
    }
}
