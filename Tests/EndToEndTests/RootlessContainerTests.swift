import Glibc
import Testing

/// Podman of an ordinary user, with a place of its own for all that it has.
private struct RootlessPodman {
    /// The path of a socket is short.
    let place = "/tmp/assay-rootless-\(getpid())"

    static let canRun: Bool = {
        let programs = ["podman", "runc", "slirp4netns", "setpriv", "unshare", "busybox", "curl"]
        let tried = "mknod $d/tun c 10 200 && unshare -m mount --bind $d/tun /dev/net/tun"
        let script = """
            for name in \(programs.joined(separator: " ")); do command -v $name || exit 1; done
            d=$(mktemp -d); \(tried); ended=$?; rm -rf $d; exit $ended
            """
        return geteuid() == 0 && Program.run(["/bin/sh", "-c", script], in: Folder()).code == 0
    }()

    /// Runs a script as that user, with podman's service at its usual place; all of it is gone afterwards.
    func run(_ script: String, in folder: Folder) -> Program.Ended {
        folder.write(
            """
            podman import -q image.tar assay-test
            mkdir -p $XDG_RUNTIME_DIR/podman
            podman system service --time=0 unix://$XDG_RUNTIME_DIR/podman/podman.sock & service=$!
            for try in $(seq 200); do
              curl -s --unix-socket $XDG_RUNTIME_DIR/podman/podman.sock http://engine/_ping && break
              sleep 0.05
            done
            \(script)
            kill $service; wait $service
            podman system migrate
            """,
            to: "as-user"
        )
        let outer = """
            trap : TERM INT HUP
            mkdir -p \(place)/run root/bin root/tmp root/etc
            cp "$(command -v busybox)" root/bin/busybox
            for name in sh echo mkdir id wget httpd; do ln -s busybox root/bin/$name; done
            tar -C root -cf image.tar . && cp '\(Program.assay)' \(place)/assay
            printf '%s\\n' '[containers]' 'default_ulimits = ["nofile=1024:1024"]' '[engine]' 'runtime = "runc"' \
              'cgroup_manager = "cgroupfs"' 'events_logger = "file"' > \(place)/conf
            printf '%s\\n' '[storage]' 'driver = "vfs"' '[storage.options.vfs]' 'ignore_chown_errors = "true"' > \(place)/storage
            mknod \(place)/tun c 10 200 && chmod 666 \(place)/tun && chown -R nobody . \(place)
            unshare -m sh -c 'mount --bind \(place)/tun /dev/net/tun && exec setpriv --reuid=nobody --regid=nogroup \
              --clear-groups env HOME=\(place) XDG_RUNTIME_DIR=\(place)/run CONTAINERS_CONF=\(place)/conf \
              CONTAINERS_STORAGE_CONF=\(place)/storage sh as-user'
            ended=$?
            rm -rf \(place)
            exit $ended
            """
        return Program.run(["/bin/sh", "-c", outer], in: folder)
    }
}

@Suite("containers of an ordinary user")
struct RootlessContainerTests {
    @Test(
        "a service and a step in containers, and what the step makes is the user's",
        .enabled(
            if: RootlessPodman.canRun,
            "podman, slirp4netns, runc, busybox-static or curl is missing, or devices are"
        )
    )
    func rootless() {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [beside, within]}]}
            services:
              web:
                image: localhost/assay-test
                run: [sh, -c, "mkdir -p /w; echo good day > /w/hello; exec httpd -f -p 8080 -h /w"]
                ports: 8080
                health: {http: /hello, interval: 20ms}
            environments:
              backend: {lifecycle: per_suite, services: [web]}
            steps:
              beside:
                kind: integration
                environment: backend
                reports: beside.xml
                run: |
                  echo '<testsuite name="s"><testcase classname="c" name="beside"/></testsuite>' > beside.xml
                  curl -s {services.web.url}/hello
              within:
                kind: integration
                environment: backend
                isolation: {level: container, image: localhost/assay-test}
                reports: within.xml
                run: |
                  echo '<testsuite name="s"><testcase classname="c" name="within"/></testsuite>' > within.xml
                  wget -q -O - {services.web.url}/hello
            """,
            to: "assay.yaml"
        )
        let script = """
            $HOME/assay run; echo "code $?"
            echo "containers $(podman ps -aq | grep -c .) owners $(stat -c %U beside.xml within.xml | sort -u)"
            """
        let ended = RootlessPodman().run(script, in: folder)
        #expect(ended.out.contains("code 0\n"), "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("containers 0 owners nobody\n"), "\(ended.out)\(ended.err)")
        for step in ["beside", "within"] { #expect(folder.read(".assay/latest/logs/\(step)-1.log") == "good day\n") }
    }
}
