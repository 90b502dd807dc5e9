#!/usr/bin/python3
"""A window of WebKitGTK that a driver may steer and that keeps what pages store in a folder.

WebKit's own MiniBrowser forgets everything when a driver steers it: nothing would outlive a
restart. Run by the system's Python (packages python3-gi and gir1.2-webkit2-4.1), which is not ours.
"""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402


def main(folder: str) -> None:
    """Wait for the driver, which asks for the window."""
    manager = WebKit2.WebsiteDataManager(base_data_directory=folder, base_cache_directory=folder)
    cookies = manager.get_cookie_manager()
    cookies.set_persistent_storage(f"{folder}/cookies", WebKit2.CookiePersistentStorage.TEXT)
    context = WebKit2.WebContext(website_data_manager=manager)
    context.set_automation_allowed(True)

    def window(_session: WebKit2.AutomationSession) -> WebKit2.WebView:
        view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
        frame = Gtk.Window(default_width=360, default_height=740)
        frame.add(view)
        frame.show_all()
        return view

    def begin(_context: WebKit2.WebContext, session: WebKit2.AutomationSession) -> None:
        info = WebKit2.ApplicationInfo()
        info.set_name("tuquan-tests")
        session.set_application_info(info)
        session.connect("create-web-view", window)

    context.connect("automation-started", begin)
    Gtk.main()


main(sys.argv[1])
