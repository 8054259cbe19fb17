// Before anything is drawn: says that scripts run, so that parts may look interactive.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
