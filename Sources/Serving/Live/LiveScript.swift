/// The one script of the dashboard: it puts the newest page of a run that is under way in place of the shown one.
enum LiveScript {
    static let text = """
        "use strict";
        (() => {
          const place = document.getElementById("main")?.dataset.live;
          if (!place || !window.EventSource) return;
          let source = null, busy = false, again = false, done = false;
          const close = () => { if (source) source.close(); source = null; };
          const refresh = async () => {
            if (busy) { again = true; return; }
            busy = true;
            try {
              const answer = await fetch(location.href, { cache: "no-store" });
              if (answer.ok) {
                const page = new DOMParser().parseFromString(await answer.text(), "text/html");
                const fresh = page.getElementById("main");
                if (fresh) {
                  document.getElementById("main").replaceWith(fresh);
                  document.title = page.title;
                  if (!fresh.dataset.live) { done = true; close(); }
                }
              }
            } catch { /* The next event asks again. */ }
            busy = false;
            if (again) { again = false; refresh(); }
          };
          const open = () => {
            if (source || done) return;
            source = new EventSource(place);
            source.addEventListener("change", refresh);
          };
          document.addEventListener("visibilitychange", () => {
            if (document.hidden) { close(); } else if (!done) { open(); refresh(); }
          });
          open();
        })();

        """
}
