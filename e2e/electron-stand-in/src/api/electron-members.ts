// The methods of Electron's objects according to its typings; those that the stand-in lacks throw their own name.
// A test compares these lists with the installed typings.

export const APP_MEMBERS: readonly string[] = `
  addRecentDocument clearRecentDocuments configureHostResolver configureWebAuthn
  disableHardwareAcceleration enableSandbox exit focus getAccessibilitySupportFeatures getAppMetrics
  getAppPath getApplicationInfoForProtocol getApplicationNameForProtocol getBadgeCount
  getCurrentActivityType getFileIcon getGPUFeatureStatus getGPUInfo getJumpListSettings getLocale
  getLocaleCountryCode getLoginItemSettings getName getPath getPreferredSystemLanguages getRecentDocuments
  getSystemLocale getVersion hasSingleInstanceLock hide importCertificate invalidateCurrentActivity
  isAccessibilitySupportEnabled isActive isDefaultProtocolClient isEmojiPanelSupported
  isHardwareAccelerationEnabled isHidden isInApplicationsFolder isReady isSecureKeyboardEntryEnabled
  moveToApplicationsFolder quit relaunch releaseSingleInstanceLock removeAsDefaultProtocolClient
  requestSingleInstanceLock resignCurrentActivity resolveProxy setAboutPanelOptions
  setAccessibilitySupportEnabled setAccessibilitySupportFeatures setActivationPolicy setAppLogsPath
  setAppUserModelId setAsDefaultProtocolClient setBadgeCount setClientCertRequestPasswordHandler
  setDesktopName setJumpList setLoginItemSettings setName setPath setProxy setSecureKeyboardEntryEnabled
  setToastActivatorCLSID setUserActivity setUserTasks show showAboutPanel showEmojiPanel
  startAccessingSecurityScopedResource startAppShimServer stopAppShimServer updateCurrentActivity whenReady
`
  .trim()
  .split(/\s+/);

export const BROWSER_WINDOW_MEMBERS: readonly string[] = `
  addBrowserView addTabbedWindow blur blurWebView capturePage center close closeFilePreview destroy
  flashFrame focus focusOnWebView getAccentColor getBackgroundColor getBounds getBrowserView
  getBrowserViews getChildWindows getContentBounds getContentSize getContentView getMaximumSize
  getMediaSourceId getMinimumSize getNativeWindowHandle getNormalBounds getOpacity getParentWindow
  getPosition getRepresentedFilename getSize getTitle getWindowButtonPosition hasShadow hide
  hookWindowMessage invalidateShadow isAlwaysOnTop isClosable isContentProtected isDestroyed
  isDocumentEdited isEnabled isFocusable isFocused isFullScreen isFullScreenable isHiddenInMissionControl
  isKiosk isMaximizable isMaximized isMenuBarAutoHide isMenuBarVisible isMinimizable isMinimized isModal
  isMovable isNormal isResizable isSimpleFullScreen isSnapped isTabletMode isVisible
  isVisibleOnAllWorkspaces isWindowMessageHooked loadFile loadURL maximize mergeAllWindows minimize
  moveAbove moveTabToNewWindow moveTop previewFile reload removeBrowserView removeMenu restore
  selectNextTab selectPreviousTab setAccentColor setAlwaysOnTop setAppDetails setAspectRatio
  setAutoHideCursor setAutoHideMenuBar setBackgroundColor setBackgroundMaterial setBounds setBrowserView
  setClosable setContentBounds setContentProtection setContentSize setContentView setDocumentEdited
  setEnabled setFocusable setFullScreen setFullScreenable setHasShadow setHiddenInMissionControl setIcon
  setIgnoreMouseEvents setKiosk setMaximizable setMaximumSize setMenu setMenuBarVisibility setMinimizable
  setMinimumSize setMovable setOpacity setOverlayIcon setParentWindow setPosition setProgressBar
  setRepresentedFilename setResizable setShape setSheetOffset setSimpleFullScreen setSize setSkipTaskbar
  setThumbarButtons setThumbnailClip setThumbnailToolTip setTitle setTitleBarOverlay setTopBrowserView
  setTouchBar setVibrancy setVisibleOnAllWorkspaces setWindowButtonPosition setWindowButtonVisibility show
  showAllTabs showDefinitionForSelection showInactive toggleTabBar unhookAllWindowMessages
  unhookWindowMessage unmaximize
`
  .trim()
  .split(/\s+/);

export const CLIPBOARD_MEMBERS: readonly string[] = `
  clear has read readText write writeText
`
  .trim()
  .split(/\s+/);

export const DIALOG_MEMBERS: readonly string[] = `
  showCertificateTrustDialog showErrorBox showMessageBox showMessageBoxSync showOpenDialog
  showOpenDialogSync showSaveDialog showSaveDialogSync
`
  .trim()
  .split(/\s+/);

export const MENU_MEMBERS: readonly string[] = `
  append closePopup getMenuItemById insert popup
`
  .trim()
  .split(/\s+/);

export const POWER_MONITOR_MEMBERS: readonly string[] = `
  getCurrentThermalState getSystemIdleState getSystemIdleTime isOnBatteryPower
`
  .trim()
  .split(/\s+/);

export const PROTOCOL_MEMBERS: readonly string[] = `
  getSource handle interceptBufferProtocol interceptFileProtocol interceptHttpProtocol
  interceptStreamProtocol interceptStringProtocol isProtocolHandled isProtocolIntercepted
  isProtocolRegistered registerBufferProtocol registerFileProtocol registerHttpProtocol
  registerSchemesAsPrivileged registerSource registerStreamProtocol registerStringProtocol unhandle
  uninterceptProtocol unregisterProtocol
`
  .trim()
  .split(/\s+/);

export const SCREEN_MEMBERS: readonly string[] = `
  dipToScreenPoint dipToScreenRect getAllDisplays getCursorScreenPoint getDisplayMatching
  getDisplayNearestPoint getPrimaryDisplay screenToDipPoint screenToDipRect
`
  .trim()
  .split(/\s+/);

export const SESSION_MEMBERS: readonly string[] = `
  addWordToSpellCheckerDictionary allowNTLMCredentialsForDomains clearAuthCache clearCache clearCodeCaches
  clearData clearHostResolverCache clearSharedDictionaryCache clearSharedDictionaryCacheForIsolationKey
  clearStorageData closeAllConnections createInterruptedDownload disableNetworkEmulation downloadURL
  enableNetworkEmulation fetch flushStorageData forceReloadProxyConfig getAllExtensions getBlobData
  getCacheSize getExtension getPreloadScripts getPreloads getSharedDictionaryInfo
  getSharedDictionaryUsageInfo getSpellCheckerLanguages getStoragePath getUserAgent isPersistent
  isSpellCheckerEnabled listWordsInSpellCheckerDictionary loadExtension preconnect registerLocalAIHandler
  registerPreloadScript removeExtension removeWordFromSpellCheckerDictionary resolveHost resolveProxy
  setBluetoothPairingHandler setCertificateVerifyProc setCodeCachePath setDevicePermissionHandler
  setDisplayMediaRequestHandler setDownloadPath setPermissionCheckHandler setPermissionRequestHandler
  setPreloads setProxy setSSLConfig setSpellCheckerDictionaryDownloadURL setSpellCheckerEnabled
  setSpellCheckerLanguages setUSBProtectedClassesHandler setUserAgent unregisterPreloadScript
`
  .trim()
  .split(/\s+/);

export const SHELL_MEMBERS: readonly string[] = `
  beep openExternal openPath readShortcutLink showItemInFolder trashItem writeShortcutLink
`
  .trim()
  .split(/\s+/);

export const TRAY_MEMBERS: readonly string[] = `
  closeContextMenu destroy displayBalloon focus getBounds getGUID getIgnoreDoubleClickEvents getTitle
  isDestroyed popUpContextMenu removeBalloon setContextMenu setIgnoreDoubleClickEvents setImage
  setPressedImage setTitle setToolTip
`
  .trim()
  .split(/\s+/);

export const WEB_CONTENTS_MEMBERS: readonly string[] = `
  addWorkSpace adjustSelection beginFrameSubscription canGoBack canGoForward canGoToOffset capturePage
  centerSelection clearHistory clone close closeDevTools copy copyImageAt copyVideoFrameAt cut delete
  disableDeviceEmulation downloadURL enableDeviceEmulation endFrameSubscription executeJavaScript
  executeJavaScriptInIsolatedWorld findInPage focus forcefullyCrashRenderer getAllSharedWorkers
  getBackgroundThrottling getDevToolsTitle getFrameRate getMediaSourceId getOSProcessId
  getOrCreateDevToolsTargetId getPrintersAsync getProcessId getTitle getType getURL getUserAgent
  getWebRTCIPHandlingPolicy getWebRTCUDPPortRange getZoomFactor getZoomLevel getZoomMode goBack goForward
  goToIndex goToOffset insertCSS insertText inspectElement inspectServiceWorker inspectSharedWorker
  inspectSharedWorkerById invalidate isAudioMuted isBeingCaptured isCaretBrowsingEnabled isCrashed
  isCurrentlyAudible isDestroyed isDevToolsFocused isDevToolsOpened isFocused isLoading isLoadingMainFrame
  isOffscreen isPainting isWaitingForResponse loadFile loadURL openDevTools paste pasteAndMatchStyle
  postMessage print printToPDF redo reload reloadIgnoringCache removeInsertedCSS removeWorkSpace replace
  replaceMisspelling savePage saveVideoFrameAs scrollToBottom scrollToTop selectAll send sendInputEvent
  sendToFrame setAudioMuted setBackgroundThrottling setCaretBrowsingEnabled setDevToolsTitle
  setDevToolsWebContents setFrameRate setIgnoreMenuShortcuts setImageAnimationPolicy setUserAgent
  setVisualZoomLevelLimits setWebRTCIPHandlingPolicy setWebRTCUDPPortRange setWindowOpenHandler
  setZoomFactor setZoomLevel setZoomMode showDefinitionForSelection startDrag startPainting stop
  stopFindInPage stopPainting takeHeapSnapshot toggleDevTools undo unselect
`
  .trim()
  .split(/\s+/);

export const WEB_REQUEST_MEMBERS: readonly string[] = `
  onBeforeRedirect onBeforeRequest onBeforeSendHeaders onCompleted onErrorOccurred onHeadersReceived
  onResponseStarted onSendHeaders
`
  .trim()
  .split(/\s+/);
