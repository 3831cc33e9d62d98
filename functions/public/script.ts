/**
 * What the pages can do beyond HTML, where scripts run: the position of the device, photos made small enough for a bad line, no second
 * press of a button. Plain words of old browsers; without it everything else works the same.
 */
export const SCRIPT = `(function () {
  'use strict';
  var locate = document.getElementById('locate');
  if (locate && navigator.geolocation) {
    locate.hidden = false;
    var note = document.getElementById('located');
    var say = function (name) { note.textContent = locate.getAttribute('data-' + name); };
    locate.addEventListener('click', function () {
      say('wait');
      navigator.geolocation.getCurrentPosition(function (found) {
        var set = function (name, value) { document.getElementById(name).value = value; };
        set('lat', found.coords.latitude.toFixed(6));
        set('lon', found.coords.longitude.toFixed(6));
        set('accuracy', String(Math.round(found.coords.accuracy)));
          document.getElementById('message').required = false;
        say('done');
      }, function () { say('failed'); }, { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 });
    });
  }
  var LONGEST = 1600;
  var FITS = 4 * 1024 * 1024;
  var report = document.getElementById('report');
  // Words and a small photo go in one piece; without a file that fits, the words go alone and never wait for it.
  function wrap(input) {
    var file = input.files && input.files[0];
    if (input.form === report) report.enctype = file && file.size <= FITS ? 'multipart/form-data' : 'application/x-www-form-urlencoded';
  }
  function shrink(input) {
    var file = input.files && input.files[0];
    wrap(input);
    if (!file || !/^image[/](jpeg|png|webp)$/.test(file.type) || !window.createImageBitmap || !window.DataTransfer) return;
    createImageBitmap(file).then(function (image) {
      var scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
      var canvas = document.createElement('canvas');
      canvas.width = Math.round(image.width * scale);
      canvas.height = Math.round(image.height * scale);
      canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (small) {
        if (!small || small.size >= file.size) return;
        var list = new DataTransfer();
        list.items.add(new File([small], 'photo.jpg', { type: 'image/jpeg' }));
        input.files = list.files;
        wrap(input);
      }, 'image/jpeg', 0.8);
    }, function () {});
  }
  Array.prototype.forEach.call(document.querySelectorAll('input[type=file]'), function (input) {
    input.addEventListener('change', function () { shrink(input); });
  });
  var LEAVES = 90000;
  function set(form, name, value) {
    var field = document.createElement('input');
    field.type = 'hidden';
    field.name = name;
    field.value = value;
    form.appendChild(field);
  }
  // What is too large for the form goes straight to where photos are kept. Whatever becomes of it, the words follow within a minute and a half.
  function leave(form, file) {
    var over = false;
    var go = function () { if (!over) { over = true; form.submit(); } };
    setTimeout(go, LEAVES);
    fetch('/report/uploads', { method: 'POST' }).then(function (answer) { return answer.json(); }).then(function (place) {
      var body = new FormData();
      Object.keys(place.fields).forEach(function (name) { body.append(name, place.fields[name]); });
      body.append('file', file);
      return fetch(place.url, { method: 'POST', mode: 'no-cors', body: body }).then(function () {
        set(form, 'upload', place.key);
        set(form, 'upload_type', file.type);
      });
    }).then(go, go);
  }
  var photo = document.getElementById('photo');
  if (report && photo && window.fetch && window.FormData) {
    report.addEventListener('submit', function (event) {
      var file = photo.files && photo.files[0];
      if (!file || file.size <= FITS) return;
      event.preventDefault();
      var note = document.getElementById('sending');
      note.textContent = note.getAttribute('data-wait');
      leave(report, file);
    });
  }
  Array.prototype.forEach.call(document.forms, function (form) {
    form.addEventListener('submit', function () {
      setTimeout(function () { form.querySelector('button[type=submit]').disabled = true; }, 0);
    });
  });
  window.addEventListener('pageshow', function () {
    Array.prototype.forEach.call(document.querySelectorAll('button[type=submit]'), function (button) { button.disabled = false; });
  });
})();
`;
