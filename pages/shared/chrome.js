/* Streamlit's own words (menus of its tables, choices and dialogs) in Chinese; it has no setting for that.
   Whole words of the dictionary only, never inside text of the corpus. */
(() => {
  if (window.countyFiguresChrome) return;
  window.countyFiguresChrome = true;
  const words = {
    "About": "关于", "Accounting": "会计格式", "Autosize": "自动列宽", "Automatic": "自动", "Average": "平均",
    "Calendar": "日历", "Clear all": "全部清除", "Clear selection": "取消选择", "Clear value": "清除",
    "Close": "关闭", "Close fullscreen": "退出全屏", "Close sidebar": "收起侧栏", "Collapse sidebar": "收起侧栏",
    "Compact": "紧凑", "Connecting": "正在连接", "Connection error": "连接中断",
    "Connecting to Streamlit server": "正在连接服务器", "Copied": "已复制", "Copied!": "已复制",
    "Copy column name": "复制列名", "Copy to clipboard": "复制", "Count": "个数", "Custom Theme": "主题",
    "Custom Theme Auto": "跟随系统", "Custom Theme Dark": "深色", "Custom Theme Light": "浅色", "Dark": "深色",
    "Distance": "相隔多久", "Distinct": "不同的值", "Dollar": "美元", "Download as CSV": "下载", "Empty": "空",
    "Euro": "欧元", "Expand sidebar": "展开侧栏", "Format": "格式", "Fullscreen": "全屏", "Hide column": "隐藏这一列",
    "Light": "浅色", "Loading...": "正在加载…", "Localized": "千分位", "Main menu": "菜单", "Maximum": "最大",
    "Median": "中位数", "Minimum": "最小", "No data": "没有数据", "No options": "没有可选的",
    "No options to select": "没有可选的", "No results": "没有匹配的", "None": "缺", "Open": "展开",
    "Open sidebar": "展开侧栏", "Percent": "百分比", "Pin column": "固定这一列", "Plain": "原样",
    "Please wait...": "请稍候…", "Print": "打印", "Reconnected to server.": "已重新连接。", "Running...": "正在处理",
    "Scientific": "科学计数", "Search": "查找", "Select all": "全选", "Skip to main content": "跳到正文",
    "Sort ascending": "升序", "Sort descending": "降序", "Standard deviation": "标准差", "Statistics": "统计",
    "Stop": "停止", "Sum": "合计", "System": "跟随系统", "Theme": "主题", "Toggle visibility": "显示或隐藏列",
    "Try again": "重试", "Unpin column": "取消固定", "Upload": "选择文件", "Add files": "再加文件",
    "Drag and drop a file here": "把文件拖到这里", "Drag and drop files here": "把文件拖到这里", "Use system setting": "跟随系统", "Visibility": "显示哪些列",
    "Yen": "日元",
  };
  const patterns = [
    [/^(\d+)([KMG]B) per file$/, "单个文件不超过 $1 $2"], [/^File must be (\d+)(.+) or smaller\.?$/, "文件太大，单个不能超过 $1 $2"],
    [/^Select (\d+) matches$/, "选中这 $1 项"], [/^Remove (.+)$/, "去掉 $1"], [/^Add: (.+)$/, "查找：$1"], [/^Shortcut (.+)$/, "快捷键 $1"], [/^Help for (.+)$/, "$1：说明"], [/^Made with Streamlit v(.+)$/, "基于 Streamlit $1"], [/^View (\d+) more$/, "再显示 $1 项"],
    [/^You can only select up to (\d+) options?.*$/, "最多选 $1 项"], [/^Streamlit server is not responding.*$/, "服务器没有响应，请联系管理员"],
    [/^Is Streamlit still running\?.*$/, "服务器没有响应，请联系管理员"],
  ];
  const segments = { "yyyy": "年", "mm": "月", "dd": "日" };  // of an empty date; elsewhere mm is a unit
  const chinese = (text) => {
    const word = text.trim();
    if (Object.hasOwn(words, word)) return text.replace(word, words[word]);
    const found = patterns.find(([pattern]) => pattern.test(word));
    return found ? word.replace(...found) : text;
  };
  const own = (node) => !(node.parentElement ?? node).closest?.('[data-testid="stHtml"], [data-testid="stCode"]');
  const fixText = (node) => {
    const dated = node.parentElement?.closest('[role="spinbutton"]') && Object.hasOwn(segments, node.data);
    const text = dated ? segments[node.data] : chinese(node.data);
    if (text !== node.data && own(node)) node.data = text;
  };
  const names = ["title", "aria-label", "placeholder", "data-title"];
  const fixNames = (element) => names.forEach((name) => {
    const text = element.getAttribute(name);
    if (text && chinese(text) !== text) element.setAttribute(name, chinese(text));
  });
  const fix = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return fixText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    fixNames(root);
    root.querySelectorAll(names.map((name) => `[${name}]`).join()).forEach(fixNames);
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) fixText(texts.currentNode);
  };
  fix(document.body);
  document.documentElement.lang = "zh-CN";
  new MutationObserver((changes) => changes.forEach((change) => {
    if (change.type === "childList") change.addedNodes.forEach(fix);
    else if (change.type === "characterData") fixText(change.target);
    else fixNames(change.target);
  })).observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: names });
})();
