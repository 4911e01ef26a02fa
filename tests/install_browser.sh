#!/bin/sh
# The browser journeys need Debian's Chromium and a Chinese font: installed when root, named when not.
set -eu
command -v chromium >/dev/null 2>&1 && fc-list :lang=zh 2>/dev/null | grep -q . && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq update
    exec apt-get -qq install -y --no-install-recommends chromium fontconfig fonts-noto-cjk
fi
echo "The browser tests need Chromium and a Chinese font: install the packages 'chromium' and 'fonts-noto-cjk'." >&2
echo "浏览器测试需要 Chromium 和中文字体：请安装软件包 chromium 和 fonts-noto-cjk。" >&2
exit 1
