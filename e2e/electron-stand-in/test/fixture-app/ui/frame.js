window.apiInFrame = typeof window.app;
