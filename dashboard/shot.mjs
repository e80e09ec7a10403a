import { chromium } from "@playwright/test";
const [,, url, out, theme="light", width="1280", height="800"] = process.argv;
const b = await chromium.launch({executablePath:"/usr/bin/chromium",args:["--no-sandbox","--disable-gpu","--disable-quic","--disable-background-networking","--disable-component-update","--disable-sync"]});
const c = await b.newContext({viewport:{width:+width,height:+height},colorScheme:theme,baseURL:process.env.BASE??"http://127.0.0.1:3100"});
const p = await c.newPage();
p.on("console",m=>m.type()==="error"&&console.log("console:",m.text()));p.on("pageerror",e=>console.log("pageerror:",e.message));
if(!process.env.ANON){await p.request.post("/api/auth/sign-in/email",{data:{email:"ada@example.org",password:"correct horse battery"}});}
await p.goto(url); await p.waitForTimeout(+(process.env.WAIT??1500));
if(process.env.KEYS){for(const k of process.env.KEYS.split(",")){await p.keyboard.press(k);await p.waitForTimeout(300);}}
await p.screenshot({path:out}); await b.close();
