window.pageRan = true;
window.apiAtPageStart = typeof window.app;
